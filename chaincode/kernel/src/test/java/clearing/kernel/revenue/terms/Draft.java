package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Terms that tests change in one place. */
final class Draft {
    String agreement = "ALLY-1";
    int version = 1;
    String title = "Alliance";
    String currency = "HKD";
    Cycle cycle = Cycle.MONTHLY;
    LocalDate from = LocalDate.of(2026, 1, 1);
    Optional<LocalDate> until = Optional.empty();
    Changeover changeover = Changeover.AT_PERIOD;
    List<Party> parties =
            new ArrayList<>(List.of(new Party(NORTH, "HOUSE", View.ALL), new Party(SOUTH, "HOUSE", View.SHARES)));
    String collector = SOUTH;
    Optional<Escrow> escrow = Optional.of(new Escrow(BANK, "HOUSE"));
    List<Measure> measures = new ArrayList<>(List.of(
            money("dollar_fees", "USD", 0, 1_000_000_000),
            rate("dollar_rate", new Unit.ExchangeRate("USD"), 700_000_000, 800_000_000),
            money("excess_return", "HKD", -5_000_000_000L, 5_000_000_000L),
            money("management_fee", "HKD", 0, 10_000_000_000L),
            money("refunds", "HKD", 0, 1_000_000_000),
            rate("retention", new Unit.Percent(), 0, 1_000_000),
            count("usage_north"),
            count("usage_south"),
            count("users")));
    List<String> pool = new ArrayList<>(List.of("dollar_fees", "management_fee"));
    List<Clause> clauses = new ArrayList<>(List.of(
            new Clause.Fixed("PLATFORM", "Platform fee", NORTH, 100_000),
            share(new Base.OfMeasure("management_fee"), 300_000, new RateChange.Step("users", 1_000_000, 50_000)),
            new Clause.Tiers(
                    "CALLS",
                    "Metered use",
                    SOUTH,
                    "users",
                    false,
                    List.of(new Clause.Band(0, 5_000_000), new Clause.Band(10_000, 4_000_000)),
                    Limits.NONE),
            new Clause.Excess(
                    "RETURN",
                    "Excess return",
                    NORTH,
                    "excess_return",
                    new Hurdle.Amount(0),
                    OptionalLong.of(0),
                    new Rate(
                            150_000,
                            List.of(new RateChange.EarnOut(
                                    "users", 500_000, LocalDate.of(2026, 12, 31), -50_000, 20_000))),
                    Limits.NONE),
            new Clause.Weights(
                    "USAGE",
                    "By use",
                    new Base.Pool(),
                    new Rate(100_000, List.of()),
                    List.of(factor(1_000_000, "usage_north", "usage_south"))),
            new Clause.Clawback(
                    "REFUND", "Refunds", NORTH, SOUTH, "refunds", new Rate(300_000, List.of()), OptionalLong.empty()),
            new Clause.Guarantee("FLOOR", "Minimum", NORTH, 200_000),
            new Clause.Residual(
                    "REST",
                    "The rest",
                    List.of(new Clause.Portion(NORTH, 400_000), new Clause.Portion(SOUTH, 600_000)),
                    false)));
    Optional<Reserve> reserve = Optional.of(new Reserve(50_000, List.of(NORTH), 12, 2));
    int lookback = 12;

    Terms terms() {
        return new Terms(
                agreement,
                version,
                title,
                currency,
                cycle,
                from,
                until,
                changeover,
                parties,
                collector,
                escrow,
                measures,
                pool,
                clauses,
                reserve,
                lookback);
    }

    static Measure money(String name, String asset, long least, long most) {
        return new Measure(
                name, name, new Unit.Money(asset), Aggregation.SUM, false, SOUTH, List.of(NORTH), 5, least, most);
    }

    static Measure rate(String name, Unit unit, long least, long most) {
        return new Measure(name, name, unit, Aggregation.LAST, false, SOUTH, List.of(NORTH), 5, least, most);
    }

    static Measure count(String name) {
        return new Measure(
                name, name, new Unit.Count("users"), Aggregation.LAST, false, NORTH, List.of(), 5, 0, 2_000_000);
    }

    static Clause.Share share(Base of, long rate, RateChange... changes) {
        return new Clause.Share("SHARE", "Share", NORTH, of, new Rate(rate, List.of(changes)), Limits.NONE);
    }

    static Clause.Share limited(Clause.Share share, OptionalLong floor, OptionalLong cap, String... risesWith) {
        return new Clause.Share(
                share.id(),
                share.label(),
                share.to(),
                share.of(),
                share.rate(),
                new Limits(floor, cap, List.of(risesWith)));
    }

    static Clause.Factor factor(long weight, String north, String south) {
        return new Clause.Factor(
                "Use", weight, List.of(new Clause.Entry(NORTH, north), new Clause.Entry(SOUTH, south)));
    }

    /** Another clause in the place of one. */
    Draft clause(int index, Clause clause) {
        clauses.set(index, clause);
        return this;
    }

    /** Only the residual stays, behind these. */
    Draft only(Clause... before) {
        Clause residual = clauses.getLast();
        clauses = new ArrayList<>(List.of(before));
        clauses.add(residual);
        return this;
    }

    Draft measure(int index, UnaryOperator<Measure> change) {
        measures.set(index, change.apply(measures.get(index)));
        return this;
    }

    static UnaryOperator<Measure> bounds(long least, long most) {
        return m -> new Measure(
                m.name(),
                m.label(),
                m.unit(),
                m.aggregation(),
                m.inParts(),
                m.reporter(),
                m.attesters(),
                m.windowDays(),
                least,
                most);
    }

    static UnaryOperator<Measure> parts(Aggregation aggregation) {
        return m -> new Measure(
                m.name(),
                m.label(),
                m.unit(),
                aggregation,
                true,
                m.reporter(),
                m.attesters(),
                m.windowDays(),
                m.least(),
                m.most());
    }

    static UnaryOperator<Measure> unit(Unit unit) {
        return m -> new Measure(
                m.name(),
                m.label(),
                unit,
                m.aggregation(),
                m.inParts(),
                m.reporter(),
                m.attesters(),
                m.windowDays(),
                m.least(),
                m.most());
    }

    static UnaryOperator<Measure> people(String reporter, List<String> attesters, int window) {
        return m -> new Measure(
                m.name(),
                m.label(),
                m.unit(),
                m.aggregation(),
                m.inParts(),
                reporter,
                attesters,
                window,
                m.least(),
                m.most());
    }

    static UnaryOperator<Measure> named(String name) {
        return m -> new Measure(
                name,
                m.label(),
                m.unit(),
                m.aggregation(),
                m.inParts(),
                m.reporter(),
                m.attesters(),
                m.windowDays(),
                m.least(),
                m.most());
    }
}
