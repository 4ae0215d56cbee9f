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
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.Partners;
import clearing.kernel.revenue.fact.Shared;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.PageId;
import java.time.Duration;
import java.time.LocalDate;
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
        agreements(ways);
        runs(ways);
        ways.put(
                ResultCode.PAGE_NUMBER_RESERVED,
                l -> l.as(
                        NORTH,
                        Consortium.recordCommand(
                                Consortium.page(PageId.FIRST_OF_AGREEMENTS), Trades.payment("T1", 1))));
        ways.put(ResultCode.ESCROW_ACCOUNT, l -> {
            Consortium escrowed = Consortium.unconstituted();
            escrowed.found(Rules.constitution(1, List.of(new EscrowRule(NORTH, "HOUSE"))));
            return escrowed.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 1, TODAY));
        });
        return ways;
    }

    private static void agreements(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        Terms terms = Partners.terms();
        ways.put(ResultCode.INVALID_TERMS, l -> new Partners().propose(NORTH, alone(terms)));
        ways.put(
                ResultCode.TERMS_VERSION_NOT_NEXT,
                l -> new Partners().propose(NORTH, Partners.terms(2, Partners.MARCH, 333_333, Changeover.AT_PERIOD)));
        ways.put(ResultCode.NOTHING_TO_SIGN, l -> new Partners().sign(NORTH, terms));
        ways.put(ResultCode.TERMS_TOO_LATE, l -> {
            Partners partners = calculable();
            Consortium.done(partners.run(Partners.MARCH));
            return partners.propose(NORTH, Partners.terms(2, Partners.MARCH.plusDays(14), 400_000, Changeover.BY_DAYS));
        });
        ways.put(ResultCode.UNKNOWN_CLAUSE, l -> calculable().as(SOUTH, dispute(Partners.ID, "NONE")));
        ways.put(ResultCode.NO_ESCROW, l -> {
            Shared.on(l);
            return l.as(SOUTH, new RevenueCommand.DisputeLine(Shared.ID, JANUARY, "REST", "no"));
        });
    }

    /** With nobody to share with. */
    private static Terms alone(Terms t) {
        return new Terms(
                t.agreement(),
                t.version(),
                t.title(),
                t.currency(),
                t.cycle(),
                t.from(),
                t.until(),
                t.changeover(),
                t.parties().subList(0, 1),
                t.collector(),
                t.escrow(),
                t.measures(),
                t.pool(),
                t.clauses(),
                t.reserve(),
                t.lookback());
    }

    private static void runs(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(
                ResultCode.REVENUE_PERIOD_OPEN,
                l -> new Partners().agree(Partners.terms()).run(Partners.MARCH));
        ways.put(ResultCode.REVENUE_PERIOD_NOT_NEXT, l -> calculable().run(Partners.APRIL));
        ways.put(ResultCode.FACT_NOT_FINAL, l -> {
            Partners partners = calculable();
            Consortium.done(partners.report(SOUTH, Partners.MARCH, "users", 0, 1, 5));
            return partners.run(Partners.MARCH);
        });
        ways.put(ResultCode.FACT_CHALLENGED, l -> {
            Partners partners = calculable();
            Consortium.done(partners.as(
                    NORTH,
                    new RevenueCommand.ChallengeFacts(
                            Partners.ID,
                            Partners.MARCH,
                            "users",
                            partners.sealed(Partners.MARCH, "users").content(),
                            "no")));
            return partners.run(Partners.MARCH);
        });
        ways.put(ResultCode.DISPUTE_NOT_FOUND, l -> resolve(paid(), 1));
        ways.put(ResultCode.AMOUNTS_DO_NOT_SUM, l -> {
            Partners partners = calculable();
            Consortium.done(partners.as(SOUTH, dispute(Partners.ID, "TECH")));
            Consortium.done(partners.run(Partners.MARCH));
            return resolve(partners, 1);
        });
        ways.put(ResultCode.DRAWING_NOT_NEXT, l -> draw(paid(), 2, 1));
        ways.put(ResultCode.RESERVE_EXCEEDED, l -> draw(paid(), 1, 2_000));
    }

    private static Partners calculable() {
        return new Partners()
                .agree(Partners.terms())
                .on(LocalDate.of(2026, 4, 3))
                .facts(Partners.MARCH, 100_000, 0);
    }

    private static Partners paid() {
        Partners partners = calculable();
        Consortium.done(partners.run(Partners.MARCH));
        return partners.settle();
    }

    private static RevenueCommand dispute(String agreement, String clause) {
        return new RevenueCommand.DisputeLine(agreement, Partners.MARCH, clause, "no");
    }

    private static Outcome resolve(Partners partners, long amount) {
        return partners.as(
                SOUTH,
                new RevenueCommand.ResolveDispute(
                        Partners.ID, Partners.MARCH, "TECH", List.of(new RevenueCommand.Portion(SOUTH, amount))));
    }

    private static Outcome draw(Partners partners, int number, long amount) {
        return partners.as(NORTH, new RevenueCommand.DrawReserve(Partners.ID, number, NORTH, amount, "refunds"));
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
