package clearing.kernel;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.MORNING;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.command.Command;
import clearing.kernel.period.Adjustments;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A way to each result code that belongs to the life of a trade. */
final class TradeLifeWays {
    private static final PageId PAGE = Consortium.page(0);

    private TradeLifeWays() {}

    static Map<ResultCode, Function<Consortium, Outcome>> ways() {
        Map<ResultCode, Function<Consortium, Outcome>> ways = new EnumMap<>(ResultCode.class);
        trades(ways);
        holds(ways);
        periods(ways);
        return ways;
    }

    private static void trades(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        Trade trade = Trades.payment("T1", 1);
        ways.put(ResultCode.INSTRUCTIONS_NOT_FOUND, l -> match(l, l.record(0, trade)));
        ways.put(ResultCode.NOT_MATCHABLE, l -> {
            l.settle(l.affirmed(0, trade));
            PageId reversal = l.record(1, Trades.with(trade).reversing(true, 0, 0));
            l.as(SOUTH, new Command.Instruct(TradeLifeSamples.instructions(0)));
            return match(l, reversal);
        });
        ways.put(
                ResultCode.AMENDED_TRADE_NOT_OPEN,
                l -> l.as(NORTH, Consortium.recordCommand(PAGE, trade.amending(new Amendment(7, 0)))));
        ways.put(
                ResultCode.ALLOCATION_TERMS_DIFFER,
                l -> allocate(l, trade, Trades.with(trade).urgent()));
        ways.put(ResultCode.ALLOCATION_SUM_DIFFERS, l -> allocate(l, trade, Trades.payment("A", 2)));
    }

    private static void holds(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.HOLD_NOT_FOUND, l -> l.as(SOUTH, new Command.PostHold(NORTH, "H1", 1)));
        ways.put(ResultCode.HOLD_RESOLVED, l -> {
            hold(l, Duration.ofHours(1));
            l.as(SOUTH, new Command.PostHold(NORTH, "H1", 1));
            return l.as(SOUTH, new Command.ReleaseHold(NORTH, "H1"));
        });
        ways.put(ResultCode.HOLD_DEADLINE, l -> hold(l, Duration.ZERO));
        ways.put(ResultCode.HOLD_EXPIRED, l -> {
            hold(l, Duration.ofHours(1));
            l.later(Duration.ofHours(1));
            return l.as(SOUTH, new Command.PostHold(NORTH, "H1", 1));
        });
        ways.put(ResultCode.HOLD_NOT_EXPIRED, l -> {
            hold(l, Duration.ofHours(1));
            return l.as(NORTH, new Command.ReleaseHold(NORTH, "H1"));
        });
        ways.put(ResultCode.HOLD_EXCEEDED, l -> {
            hold(l, Duration.ofHours(1));
            return l.as(SOUTH, new Command.PostHold(NORTH, "H1", 6));
        });
    }

    private static void periods(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(
                ResultCode.PERIOD_CLOSED,
                l -> closed().as(
                                NORTH,
                                Consortium.recordCommand(
                                        PAGE,
                                        Trades.with(Trades.payment("T1", 1)).due(TODAY.minusDays(9)))));
        ways.put(ResultCode.PERIOD_OPEN, l -> late(closed(), TODAY, Optional.empty()));
        ways.put(ResultCode.PERIOD_NOT_CLOSABLE, l -> l.as(NORTH, new Command.ClosePeriod(HK, TODAY.minusDays(9))));
        ways.put(
                ResultCode.ADJUSTED_TRADE_NOT_FOUND,
                l -> late(closed(), TODAY.minusDays(9), Optional.of(new TradeId(PAGE, 0))));
    }

    private static Outcome match(Consortium ledger, PageId trades) {
        return ledger.as(
                SOUTH, new Command.Match(trades, TradeLifeSamples.INSTRUCTIONS, List.of(new Command.Pair(0, 0))));
    }

    private static Outcome allocate(Consortium ledger, Trade block, Trade part) {
        ledger.affirmed(0, block);
        return ledger.as(NORTH, new Command.Allocate(PAGE, 0, TradeLifeSamples.page(Consortium.page(1), part)));
    }

    private static Outcome hold(Consortium ledger, Duration time) {
        return ledger.as(NORTH, new Command.PlaceHold("H1", HOUSE, "HKD", 5, SOUTH, HOUSE, MORNING.plus(time)));
    }

    private static Consortium closed() {
        Consortium agreed = Consortium.funded(Rules.constitution(1, List.of(new PeriodRule(HK, 1))));
        Consortium.done(agreed.as(NORTH, new Command.ClosePeriod(HK, TODAY.minusDays(9))));
        return agreed;
    }

    private static Outcome late(Consortium ledger, LocalDate closed, Optional<TradeId> original) {
        return ledger.as(
                NORTH,
                new Command.RecordLate(
                        TradeLifeSamples.page(PAGE, Trades.payment("L1", 1)),
                        new Adjustments(closed, "Late", List.of(original))));
    }
}
