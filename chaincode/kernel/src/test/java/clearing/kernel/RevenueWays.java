package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.revenue.fact.Shared.CALLS;
import static clearing.kernel.revenue.fact.Shared.COMMISSION;
import static clearing.kernel.revenue.fact.Shared.DECEMBER;
import static clearing.kernel.revenue.fact.Shared.JANUARY;
import static clearing.kernel.revenue.fact.Shared.fact;

import clearing.kernel.command.Command;
import clearing.kernel.revenue.fact.Shared;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.PageRules;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A way to each result code that belongs to shared revenue. */
final class RevenueWays {
    private RevenueWays() {}

    static Map<ResultCode, Function<Consortium, Outcome>> ways() {
        Map<ResultCode, Function<Consortium, Outcome>> ways = new EnumMap<>(ResultCode.class);
        facts(ways);
        ways.put(
                ResultCode.PAGE_NUMBER_RESERVED,
                l -> l.as(
                        NORTH,
                        Consortium.recordCommand(
                                Consortium.page(PageRules.FIRST_RESERVED_NUMBER), Trades.payment("T1", 1))));
        ways.put(ResultCode.ESCROW_ACCOUNT, l -> {
            Consortium escrowed = Consortium.unconstituted();
            escrowed.found(Rules.constitution(1, List.of(new EscrowRule(NORTH, "HOUSE"))));
            return escrowed.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 1, TODAY));
        });
        return ways;
    }

    private static void facts(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.AGREEMENT_NOT_FOUND, l -> l.as(SOUTH, Shared.reporting(JANUARY, fact(CALLS, 0, 0, 1))));
        ways.put(ResultCode.NOT_THE_REPORTER, l -> Shared.on(l).report(JANUARY, fact(COMMISSION, 0, 0, 1)));
        ways.put(ResultCode.UNKNOWN_MEASURE, l -> Shared.on(l).report(JANUARY, fact("visits", 0, 0, 1)));
        ways.put(ResultCode.FACT_OUT_OF_BOUNDS, l -> Shared.on(l).report(JANUARY, fact(CALLS, 0, 0, -1)));
        ways.put(ResultCode.FACT_NOT_NEXT, l -> Shared.on(l).report(JANUARY, fact(CALLS, 1, 0, 1)));
        ways.put(ResultCode.FACT_SEALED, l -> {
            Shared shared = Shared.on(l);
            Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 0, 1)));
            Consortium.done(shared.seal(JANUARY, CALLS, 1));
            return shared.report(JANUARY, fact(CALLS, 1, 0, 1));
        });
        ways.put(ResultCode.FACT_NOT_SEALED, l -> {
            Shared.on(l);
            return l.as(BANK, Shared.withdrawing(CALLS));
        });
        ways.put(ResultCode.WINDOW_CLOSED, l -> {
            Shared shared = Shared.on(l);
            Consortium.done(shared.commission(JANUARY, 0, 1));
            l.later(Duration.ofDays(Shared.WINDOW + 1));
            return l.as(BANK, shared.challenging(COMMISSION, "late"));
        });
        ways.put(ResultCode.BEYOND_LOOKBACK, l -> {
            Shared shared = Shared.on(l);
            Consortium.done(shared.commission(DECEMBER, 0, 1));
            shared.calculatedUpTo(Shared.FEBRUARY);
            return shared.commission(DECEMBER, 1, 2);
        });
    }
}
