package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.simulation.engine.Situation;
import clearing.simulation.oracle.Facts.Ratifying;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The constitution and its successors. */
final class FrameFacts {
    private FrameFacts() {}

    static ResultCode constitute(Facts facts, Command.Constitute c, Caller caller) {
        Constitution next = c.constitution();
        Optional<ResultCode> refusal = refuse(facts, next, caller);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (facts.constitution.filter(next::equals).isPresent()) {
            return ResultCode.ALREADY_RECORDED;
        }
        if (next.version() != version(facts) + 1) {
            return ResultCode.VERSION_NOT_NEXT;
        }
        if (facts.constitution.isPresent() && !extendsIt(facts.inForce(), next)) {
            return ResultCode.NOT_AN_EXTENSION;
        }
        Ratifying pending = facts.proposals.get(next.version());
        Ratifying proposal =
                pending != null && pending.constitution().equals(next) ? pending : new Ratifying(next, new TreeSet<>());
        return ratify(facts, proposal, caller.memberId());
    }

    static ResultCode ratify(Facts facts, Command.Ratify c, Caller caller) {
        Ratifying pending = facts.proposals.get(c.version());
        if (pending == null
                || !Arrays.equals(Bytes.sha256(pending.constitution().encode()), c.hash())) {
            return ResultCode.NOTHING_TO_RATIFY;
        }
        Optional<ResultCode> refusal = refuse(facts, pending.constitution(), caller);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (c.version() <= version(facts) && !pending.by().contains(caller.memberId())) {
            return ResultCode.VERSION_NOT_NEXT;
        }
        return ratify(facts, pending, caller.memberId());
    }

    private static ResultCode ratify(Facts facts, Ratifying proposal, String member) {
        if (proposal.by().contains(member)) {
            return ResultCode.ALREADY_RECORDED;
        }
        Ratifying more = proposal.with(member);
        facts.proposals.put(proposal.constitution().version(), more);
        if (more.by().containsAll(voters(facts, proposal.constitution()))) {
            facts.seen.note(
                    Situation.RULES_CHANGED,
                    version(facts) > 0
                            && !facts.inForce()
                                    .rules()
                                    .equals(proposal.constitution().rules()));
            facts.constitution = Optional.of(proposal.constitution());
        }
        return ResultCode.OK;
    }

    private static Optional<ResultCode> refuse(Facts facts, Constitution next, Caller caller) {
        if (!voters(facts, next).contains(caller.memberId())) {
            return Optional.of(ResultCode.UNKNOWN_MEMBER);
        }
        return caller.roles().contains(Role.ADMIN) ? Optional.empty() : Optional.of(ResultCode.ROLE_MISSING);
    }

    private static NavigableSet<String> voters(Facts facts, Constitution next) {
        NavigableSet<String> voters = new TreeSet<>();
        facts.constitution.ifPresent(now -> addActing(now, voters));
        addActing(next, voters);
        return voters;
    }

    private static void addActing(Constitution constitution, NavigableSet<String> voters) {
        constitution.members().stream()
                .filter(member -> !member.readOnly())
                .map(Member::id)
                .forEach(voters::add);
    }

    private static int version(Facts facts) {
        return facts.constitution.map(Constitution::version).orElse(0);
    }

    private static boolean extendsIt(Constitution now, Constitution next) {
        boolean lists = begins(next.lanes(), now.lanes()) && begins(next.assets(), now.assets());
        boolean members = next.members().size() >= now.members().size();
        for (int i = 0; lists && members && i < now.members().size(); i++) {
            Member before = now.members().get(i);
            Member after = next.members().get(i);
            members = before.id().equals(after.id()) && begins(after.accounts(), before.accounts());
        }
        return lists && members;
    }

    private static boolean begins(List<?> list, List<?> with) {
        return list.size() >= with.size() && list.subList(0, with.size()).equals(with);
    }
}
