package clearing.kernel.reconcile;

import clearing.kernel.Outcome;
import clearing.kernel.ReconcileEffect.Step;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opening a shared break, and all that is said about it but its resolution. */
public final class BreakCommands {
    /** No deadline lies further away. */
    public static final Duration LONGEST = Duration.ofDays(366);
    /** The most comments that a break has. */
    public static final int MAX_COMMENTS = 1_000;

    private static final int MAX_ABOUT = 64;

    private BreakCommands() {}

    public static Outcome open(ReconcileCommand.OpenBreak command, Execution x) {
        Optional<Outcome> refusal = Parties.refusePerson(Role.MAKER, x)
                .or(() -> Parties.refuseWords(command.words()))
                .or(() -> refuseSubject(command, x))
                .or(() -> Parties.refuseHash(command.evidence(), "evidence"));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        BreakId id = new BreakId(x.caller().memberId(), command.reference());
        Optional<SharedBreak> recorded = Parties.find(id, x);
        if (recorded.isPresent()) {
            return sameOpening(recorded.get(), command)
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reference");
        }
        Instant now = Parties.now(x);
        if (!command.answerBy().isAfter(now)
                || command.resolveBy().isBefore(command.answerBy())
                || command.resolveBy().isAfter(now.plus(LONGEST))) {
            return Outcome.refused(ResultCode.BREAK_DEADLINE, "answerBy");
        }
        SharedBreak opened = SharedBreak.open(
                id,
                command.counterparty(),
                command.subject(),
                Parties.word(command.evidence(), x),
                command.answerBy(),
                command.resolveBy());
        return Parties.put(opened, Step.OPENED, command.evidence(), command.words(), x);
    }

    private static boolean sameOpening(SharedBreak recorded, ReconcileCommand.OpenBreak command) {
        return recorded.counterparty().equals(command.counterparty())
                && recorded.subject().equals(command.subject())
                && recorded.opened().hash().equals(command.evidence())
                && recorded.answerBy().equals(command.answerBy())
                && recorded.resolveBy().equals(command.resolveBy());
    }

    private static Optional<Outcome> refuseSubject(ReconcileCommand.OpenBreak command, Execution x) {
        Optional<Member> counterparty = x.constitution().member(command.counterparty());
        if (counterparty.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_MEMBER, "counterparty"));
        }
        if (counterparty.get().readOnly()) {
            return Optional.of(Outcome.refused(ResultCode.READ_ONLY_MEMBER, "counterparty"));
        }
        if (command.counterparty().equals(x.caller().memberId())) {
            return Optional.of(Outcome.refused(ResultCode.OWN_COUNTERPARTY, "counterparty"));
        }
        if (!Trade.isReference(command.reference())) {
            return Optional.of(Outcome.refused(ResultCode.BAD_REFERENCE, "reference"));
        }
        Subject subject = command.subject();
        if (x.constitution().assetOf(subject.asset()).isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.UNKNOWN_ASSET, "subject.asset"));
        }
        if (subject.about().length() > MAX_ABOUT) {
            return Optional.of(Outcome.refused(
                    ResultCode.TOO_LARGE, "subject.about", "about has at most " + MAX_ABOUT + " characters"));
        }
        return TradeRules.refuseAmount(subject.amount(), "subject.amount")
                .or(() -> TradeRules.refuseDate(subject.valueDate(), "subject.valueDate"));
    }

    public static Outcome answer(ReconcileCommand.AnswerBreak command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal = Parties.refusePerson(Role.MAKER, x)
                .or(() -> Parties.refuseWords(command.words()))
                .or(() -> Parties.refuse(found, x))
                .or(() -> Parties.refuseHash(command.evidence(), "evidence"));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        if (!shared.counterparty().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "caller");
        }
        if (shared.answer().isPresent()) {
            return shared.answer().get().hash().equals(command.evidence())
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "evidence");
        }
        return Parties.refuseEnded(shared)
                .orElseGet(() -> Parties.put(
                        shared.answered(Parties.word(command.evidence(), x)),
                        Step.ANSWERED,
                        command.evidence(),
                        command.words(),
                        x));
    }

    public static Outcome comment(ReconcileCommand.CommentBreak command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal = Parties.refusePerson(Role.MAKER, x)
                .or(() -> Parties.refuseWords(command.words()))
                .or(() -> Parties.refuse(found, x))
                .or(() -> Parties.refuseHash(command.hash(), "hash"))
                .or(() -> Parties.refuseEnded(found.orElseThrow()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        if (shared.comments() >= MAX_COMMENTS) {
            return Outcome.refused(ResultCode.TOO_LARGE, "break", "a break has at most " + MAX_COMMENTS + " comments");
        }
        return Parties.put(
                shared.commented(x.caller().memberId(), command.hash()),
                Step.COMMENTED,
                command.hash(),
                command.words(),
                x);
    }

    public static Outcome escalate(ReconcileCommand.EscalateBreak command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal = Parties.refusePerson(Role.MAKER, x)
                .or(() -> Parties.refuseWords(command.words()))
                .or(() -> Parties.refuse(found, x))
                .or(() -> Parties.refuseEnded(found.orElseThrow()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        List<String> late = shared.late(Parties.now(x));
        if (late.isEmpty()) {
            return Outcome.refused(ResultCode.BREAK_NOT_LATE, "break");
        }
        if (shared.escalation().filter(e -> e.late().equals(late)).isPresent()) {
            return Outcome.alreadyRecorded();
        }
        Escalation escalation = new Escalation(x.caller().memberId(), Parties.now(x), late);
        return Parties.put(shared.escalated(escalation), Step.ESCALATED, SharedBreak.ZEROS, command.words(), x);
    }

    public static Outcome withdraw(ReconcileCommand.WithdrawBreak command, Execution x) {
        Optional<SharedBreak> found = Parties.find(command.id(), x);
        Optional<Outcome> refusal = Parties.refusePerson(Role.CHECKER, x)
                .or(() -> Parties.refuseWords(command.words()))
                .or(() -> Parties.refuse(found, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SharedBreak shared = found.orElseThrow();
        if (!shared.id().opener().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "caller");
        }
        if (shared.withdrawn().isPresent()) {
            return Outcome.alreadyRecorded();
        }
        if (shared.stage().ended()) {
            return Outcome.refused(ResultCode.SHARED_BREAK_ENDED, "break");
        }
        if (shared.opened().person().equals(x.caller().person())) {
            return Outcome.refused(ResultCode.SAME_PERSON, "caller");
        }
        return Parties.put(shared.withdrawnAt(Parties.now(x)), Step.WITHDRAWN, SharedBreak.ZEROS, command.words(), x);
    }
}
