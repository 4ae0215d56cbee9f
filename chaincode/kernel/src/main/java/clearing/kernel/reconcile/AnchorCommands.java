package clearing.kernel.reconcile;

import clearing.kernel.Outcome;
import clearing.kernel.ReconcileEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeRules;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Binding a member to the journal that it had. */
public final class AnchorCommands {
    /** The east begins a day this much before Greenwich. */
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    private AnchorCommands() {}

    public static Outcome anchor(ReconcileCommand.AnchorJournal command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT)
                .or(() -> TradeRules.refuseDate(command.period().day(), "period.day"))
                .or(() -> refuseRoot(command));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String member = x.caller().memberId();
        String key = Keys.anchor(member, command.period());
        Optional<JournalAnchor> before = x.ledger().read(key, JournalAnchor::decode);
        int next = before.map(anchor -> anchor.revision() + 1).orElse(0);
        if (before.isPresent() && command.revision() == next - 1) {
            boolean same = before.get().root().equals(command.root())
                    && before.get().reason().equals(command.reason());
            return same ? Outcome.alreadyRecorded() : Outcome.refused(ResultCode.CONTENT_CONFLICT, "root");
        }
        if (command.revision() != next) {
            return Outcome.refused(ResultCode.ANCHOR_NOT_NEXT, "revision");
        }
        LocalDate today = x.tx().timestamp().atOffset(EARLIEST).toLocalDate();
        if (command.period().day().isAfter(today)) {
            return Outcome.refused(ResultCode.ANCHOR_TOO_EARLY, "period.day");
        }
        Optional<JournalAnchor> last = x.ledger().read(Keys.lastAnchor(member), JournalAnchor::decode);
        JournalAnchor anchor = new JournalAnchor(
                member,
                command.period(),
                next,
                command.root(),
                Positions.of(x.constitution(), lane -> x.ledger().balance(lane, member))
                        .hash(),
                last.map(JournalAnchor::hash).orElse(SharedBreak.ZEROS),
                last.map(JournalAnchor::number).orElse(0L) + 1,
                Parties.now(x),
                command.reason());
        before.ifPresent(
                old -> x.ledger().put(Keys.supersededAnchor(member, command.period(), old.revision()), old.encode()));
        x.ledger().put(key, anchor.encode());
        x.ledger().put(Keys.lastAnchor(member), anchor.encode());
        x.effects().add(() -> new ReconcileEffect.JournalAnchored(anchor));
        return Outcome.done(1);
    }

    private static Optional<Outcome> refuseRoot(ReconcileCommand.AnchorJournal command) {
        JournalRoot root = command.root();
        if (root.root().equals(SharedBreak.ZEROS)) {
            return Optional.of(Outcome.refused(ResultCode.EVIDENCE_MISSING, "root"));
        }
        if (root.accounts() < 1 || root.entries() < 0) {
            return invalid("accounts", "a journal has an account at least, and entries from zero on");
        }
        if (root.audited() < 0 || (root.audited() == 0) != root.audit().equals(SharedBreak.ZEROS)) {
            return invalid("audit", "an audit log that has records has a hash, and one without has none");
        }
        if (command.reason().length() > Parties.MAX_WORDS) {
            return Optional.of(Outcome.refused(
                    ResultCode.TOO_LARGE, "reason", "a reason has at most " + Parties.MAX_WORDS + " characters"));
        }
        return command.reason().isBlank() == (command.revision() == 0)
                ? Optional.empty()
                : invalid("reason", "a reason stands where an anchor is superseded, and only there");
    }

    private static Optional<Outcome> invalid(String field, String sentence) {
        return Optional.of(Outcome.refused(ResultCode.INVALID_ANCHOR, field, sentence));
    }
}
