package clearing.kernel.period;

import clearing.kernel.Effect;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageRules;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeCommands;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeRules;
import java.util.Arrays;
import java.util.Optional;

/** Closing a lane's value dates, and what comes after that. */
public final class PeriodCommands {
    private PeriodCommands() {}

    public static Outcome close(Command.ClosePeriod command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.ADMIN)
                .or(() -> TradeRules.refuseDate(command.through(), "through"))
                .or(() -> x.constitution().lane(command.lane()).isEmpty()
                        ? Optional.of(Outcome.refused(ResultCode.UNKNOWN_LANE, "lane"))
                        : Optional.empty());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<ClosedPeriod> before = Periods.closed(command.lane(), x);
        if (before.isPresent() && !before.get().through().isBefore(command.through())) {
            return Outcome.alreadyRecorded();
        }
        Optional<PeriodRule> rule = x.constitution().rules().period(command.lane());
        boolean allowed = rule.isPresent()
                && command.through().plusDays(rule.get().graceDays()).isBefore(Periods.businessDay(command.lane(), x));
        if (!allowed) {
            return Outcome.refused(ResultCode.PERIOD_NOT_CLOSABLE, "through");
        }
        ClosedPeriod closed = new ClosedPeriod(
                command.through(),
                before.map(ClosedPeriod::closes).orElse(0) + 1,
                x.caller().memberId(),
                x.tx().timestamp());
        x.ledger().put(Keys.period(command.lane()), closed.encode());
        x.effects().add(() -> new Effect.PeriodClosed(command.lane(), closed));
        return Outcome.done(1);
    }

    /** Alleges trades that would have belonged into a closed period, as entries of the open one. */
    public static Outcome recordLate(Command.RecordLate command, Execution x) {
        TradePage page;
        try {
            page = TradePage.decode(command.page().bytes());
        } catch (MalformedInput e) {
            return Outcome.refused(e.code(), e.field(), e.sentence());
        }
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER)
                .or(() -> PageRules.refuseParties(page.id(), x))
                .or(() -> refuseWords(command.adjustments(), page));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        byte[] words = command.adjustments().encode();
        Optional<StatusPage> recorded = x.ledger().read(Keys.status(page.id()), StatusPage::decode);
        if (recorded.isPresent()) {
            boolean same = recorded.get().hasContent(page.contentHash())
                    && x.ledger()
                            .get(Keys.adjustments(page.id()))
                            .filter(stored -> Arrays.equals(stored, words))
                            .isPresent();
            return same ? Outcome.alreadyRecorded() : Outcome.refused(ResultCode.CONTENT_CONFLICT, "page.number");
        }
        Optional<Outcome> fault = PageRules.refuseTrades(page, x).or(() -> refuse(command.adjustments(), page, x));
        if (fault.isPresent()) {
            return fault.get();
        }
        TradeCommands.allege(page, x);
        x.ledger().put(Keys.adjustments(page.id()), words);
        Adjustments adjustments = command.adjustments();
        for (int i = 0; i < page.count(); i++) {
            TradeId entry = new TradeId(page.id(), i);
            Optional<TradeId> original = adjustments.originals().get(i);
            x.effects().add(() -> new Effect.Adjusted(entry, adjustments.closed(), original, adjustments.reason()));
        }
        return Outcome.done(page.count());
    }

    private static Optional<Outcome> refuseWords(Adjustments adjustments, TradePage page) {
        if (adjustments.reason().isBlank() || adjustments.reason().length() > Adjustments.MAX_REASON) {
            return Optional.of(Outcome.refused(
                    ResultCode.MALFORMED, "reason", "a reason has 1 to " + Adjustments.MAX_REASON + " characters"));
        }
        return adjustments.originals().size() == page.count()
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        ResultCode.MALFORMED, "originals", "there is one place for each trade of the page"));
    }

    private static Optional<Outcome> refuse(Adjustments adjustments, TradePage page, Execution x) {
        if (adjustments.closed().toEpochDay() >= Periods.firstOpenDay(page.id().lane(), x)) {
            return Optional.of(Outcome.refused(ResultCode.PERIOD_OPEN, "closed"));
        }
        for (int i = 0; i < page.count(); i++) {
            Optional<TradeId> original = adjustments.originals().get(i);
            if (original.isPresent() && !isOriginal(original.get(), page, adjustments, x)) {
                return Optional.of(Outcome.refused(ResultCode.ADJUSTED_TRADE_NOT_FOUND, "originals[" + i + "]"));
            }
        }
        return Optional.empty();
    }

    /** A trade of the same two sides, of the closed value date that the entries name. */
    private static boolean isOriginal(TradeId original, TradePage page, Adjustments adjustments, Execution x) {
        return original.page().isParty(page.id().author())
                && original.page().isParty(page.id().counterparty())
                && x.ledger()
                        .page(original.page())
                        .filter(trades -> original.index() < trades.count())
                        .filter(trades -> trades.valueDay(original.index())
                                == adjustments.closed().toEpochDay())
                        .isPresent();
    }
}
