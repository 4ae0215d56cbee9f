package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.constitution.Member;
import java.util.Optional;

/** Who may act. */
final class Rights {
    private Rights() {}

    static Optional<ResultCode> refuse(Facts facts, Caller caller, Role role) {
        Optional<Member> member = facts.inForce().members().stream()
                .filter(m -> m.id().equals(caller.memberId()))
                .findFirst();
        if (member.isEmpty()) {
            return Optional.of(ResultCode.UNKNOWN_MEMBER);
        }
        if (!caller.roles().contains(role)) {
            return Optional.of(ResultCode.ROLE_MISSING);
        }
        if (member.get().readOnly()) {
            return Optional.of(ResultCode.READ_ONLY_MEMBER);
        }
        return facts.inDefault(caller.memberId()) ? Optional.of(ResultCode.MEMBER_IN_DEFAULT) : Optional.empty();
    }

    static boolean isMember(Facts facts, String id) {
        return facts.inForce().members().stream().anyMatch(m -> m.id().equals(id));
    }

    /** Accounts of a member; none when there is no such member. */
    static int accounts(Facts facts, String id) {
        return facts.inForce().members().stream()
                .filter(m -> m.id().equals(id))
                .mapToInt(m -> m.accounts().size())
                .sum();
    }
}
