package clearing.kernel.execution;

import clearing.kernel.Caller;
import clearing.kernel.EffectLog;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.defaults.InDefault;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import clearing.kernel.state.Overlay;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/**
 * One command's surroundings.
 *
 * @param constitution the one in force
 */
public record Execution(Caller caller, TxContext tx, Constitution constitution, WorkingSet ledger, EffectLog effects) {

    /**
     * A state that is only read, at an instant, by nobody: for questions that go by the rules themselves. Empty before a constitution is in
     * force.
     */
    public static Optional<Execution> reading(LedgerState state, Instant now) {
        WorkingSet ledger = new WorkingSet(new Overlay(state), new InForce());
        Caller nobody = new Caller("", EnumSet.noneOf(Role.class));
        return ledger.constitution()
                .map(inForce -> new Execution(nobody, new TxContext("", now), inForce, ledger, EffectLog.discarding()));
    }

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
        return refuseInDefault(caller.memberId(), "caller");
    }

    /** Why nothing can be done with a member that is in default, or empty when it is not. */
    public Optional<Outcome> refuseInDefault(String member, String field) {
        return inDefault(member) ? Optional.of(Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, field)) : Optional.empty();
    }

    /** Whether the committee has declared a default of the member. */
    public boolean inDefault(String member) {
        return constitution.rules().defaultRule().isPresent()
                && ledger.get(Keys.IN_DEFAULT)
                        .map(bytes ->
                                InDefault.decode(Optional.of(bytes)).numbers().containsKey(member))
                        .orElse(false);
    }
}
