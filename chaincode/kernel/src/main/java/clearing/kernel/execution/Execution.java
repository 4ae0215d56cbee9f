package clearing.kernel.execution;

import clearing.kernel.Caller;
import clearing.kernel.EffectLog;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import java.util.Optional;

/**
 * One command's surroundings.
 *
 * @param constitution the one in force
 */
public record Execution(Caller caller, TxContext tx, Constitution constitution, WorkingSet ledger, EffectLog effects) {

    /** Why the caller may not act in this role, or empty when it may. */
    public Optional<Outcome> refuseUnless(Role role) {
        Optional<Member> member = constitution.member(caller.memberId());
        if (member.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "caller"));
        }
        if (!caller.has(role)) {
            return Optional.of(Outcome.refused(
                    ResultCode.ROLE_MISSING, "caller", "this needs a certificate with the role " + role.attribute()));
        }
        if (member.get().readOnly()) {
            return Optional.of(Outcome.refused(ResultCode.READ_ONLY_MEMBER, "caller"));
        }
        return Optional.empty();
    }
}
