package clearing.kernel.constitution;

import clearing.kernel.Caller;
import clearing.kernel.Effect;
import clearing.kernel.EffectLog;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.execution.WorkingSet;
import clearing.kernel.state.Keys;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Proposing and ratifying the frame that all other commands work in. */
public final class ConstitutionCommands {
    private ConstitutionCommands() {}

    public static Outcome constitute(Command.Constitute command, Caller caller, WorkingSet ledger, EffectLog effects) {
        Optional<Constitution> current = ledger.constitution();
        Constitution next = command.constitution();
        Optional<Outcome> refusal = refuse(caller, current, next);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (current.isPresent() && current.get().equals(next)) {
            return Outcome.alreadyRecorded();
        }
        if (next.version() != current.map(Constitution::version).orElse(0) + 1) {
            return Outcome.refused(ResultCode.VERSION_NOT_NEXT, "constitution.version");
        }
        Optional<ConstitutionRules.Fault> fault = ConstitutionRules.check(next);
        if (fault.isPresent()) {
            return Outcome.refused(
                    ResultCode.INVALID_CONSTITUTION,
                    fault.get().field(),
                    fault.get().sentence());
        }
        if (current.isPresent() && !ConstitutionRules.isExtension(current.get(), next)) {
            return Outcome.refused(ResultCode.NOT_AN_EXTENSION, "constitution");
        }
        byte[] bytes = next.encode();
        Optional<Proposal> pending = ledger.read(Keys.proposal(next.version()), Proposal::decode);
        Proposal proposal = pending.filter(p -> Arrays.equals(p.constitution(), bytes))
                .orElseGet(() -> new Proposal(bytes, new TreeSet<>()));
        return ratify(proposal, next, current, caller, ledger, effects);
    }

    public static Outcome ratify(Command.Ratify command, Caller caller, WorkingSet ledger, EffectLog effects) {
        Optional<Constitution> current = ledger.constitution();
        Optional<Proposal> pending = ledger.read(Keys.proposal(command.version()), Proposal::decode)
                .filter(proposal -> proposal.hasHash(command.hash()));
        if (pending.isEmpty()) {
            return Outcome.refused(ResultCode.NOTHING_TO_RATIFY, "hash");
        }
        Constitution next = Constitution.decode(pending.get().constitution());
        Optional<Outcome> refusal = refuse(caller, current, next);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        // A proposal stays on the ledger after it came into force. A member that joined later must not bring it back.
        if (isPast(next, current) && !pending.get().ratifiedBy().contains(caller.memberId())) {
            return Outcome.refused(ResultCode.VERSION_NOT_NEXT, "version");
        }
        return ratify(pending.get(), next, current, caller, ledger, effects);
    }

    private static Outcome ratify(
            Proposal proposal,
            Constitution next,
            Optional<Constitution> current,
            Caller caller,
            WorkingSet ledger,
            EffectLog effects) {
        if (proposal.ratifiedBy().contains(caller.memberId())) {
            return Outcome.alreadyRecorded();
        }
        Proposal ratified = proposal.with(caller.memberId());
        ledger.put(Keys.proposal(next.version()), ratified.encode());
        if (ratified.ratifiedBy().containsAll(mustRatify(next, current))) {
            ledger.put(Keys.CONSTITUTION, ratified.constitution());
            effects.add(() -> new Effect.Constituted(next));
        }
        return Outcome.done(1);
    }

    private static boolean isPast(Constitution proposed, Optional<Constitution> current) {
        return current.isPresent() && proposed.version() <= current.get().version();
    }

    private static SortedSet<String> mustRatify(Constitution next, Optional<Constitution> current) {
        SortedSet<String> members = new TreeSet<>();
        current.ifPresent(c -> addActing(c, members));
        addActing(next, members);
        return members;
    }

    private static void addActing(Constitution constitution, SortedSet<String> members) {
        for (Member member : constitution.members()) {
            if (!member.readOnly()) {
                members.add(member.id());
            }
        }
    }

    private static Optional<Outcome> refuse(Caller caller, Optional<Constitution> current, Constitution next) {
        if (!mustRatify(next, current).contains(caller.memberId())) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "caller"));
        }
        if (!caller.has(Role.ADMIN)) {
            return Optional.of(Outcome.refused(ResultCode.ROLE_MISSING, "caller"));
        }
        return Optional.empty();
    }
}
