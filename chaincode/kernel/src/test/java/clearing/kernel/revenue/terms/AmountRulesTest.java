package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.revenue.terms.TermsRules.Kind;
import clearing.kernel.revenue.terms.TermsRulesTest.Wrong;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How amounts may move and how far. */
class AmountRulesTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Base POOL = new Base.Pool();
    private static final LocalDate YEAR_END = LocalDate.of(2026, 12, 31);

    @ParameterizedTest
    @MethodSource
    void amounts_rise_where_declared(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> amounts_rise_where_declared() {
        String field = "clauses[0].limits.risesWith[0]";
        return Stream.of(
                Wrong.of(
                        "a step that lowers",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(Draft.limited(Draft.share(POOL, 500_000, step(1_000, -1)), NONE, NONE, "users"))),
                Wrong.of(
                        "a promise that punishes",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(Draft.limited(
                                Draft.share(POOL, 500_000, new RateChange.EarnOut("users", 5, YEAR_END, 1, 0)),
                                NONE,
                                NONE,
                                "users"))),
                Wrong.of(
                        "no dependence",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(Draft.limited(Draft.share(POOL, 500_000), NONE, NONE, "users"))),
                Wrong.of(
                        "a share of what is left",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(
                                Draft.limited(Draft.share(new Base.Remainder(), 1, step(1, 1)), NONE, NONE, "users"))),
                Wrong.of(
                        "a whole band that pays less",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(new Clause.Tiers(
                                "T",
                                "T",
                                SOUTH,
                                "users",
                                true,
                                List.of(new Clause.Band(0, 5), new Clause.Band(10, 4)),
                                new Limits(NONE, NONE, List.of("users"))))),
                Wrong.of(
                        "the hurdle itself",
                        field,
                        Kind.MONOTONE,
                        d -> d.only(new Clause.Excess(
                                "E",
                                "E",
                                NORTH,
                                "excess_return",
                                new Hurdle.OfMeasure("refunds"),
                                NONE,
                                new Rate(1, List.of()),
                                new Limits(NONE, NONE, List.of("refunds"))))));
    }

    @Test
    void what_rises_may_be_declared() {
        Draft draft = new Draft();
        draft.only(
                Draft.limited(
                        Draft.share(POOL, 500_000, step(1_000, 5), ladder("usage_north")),
                        NONE,
                        NONE,
                        "users",
                        "usage_north",
                        "management_fee",
                        "dollar_rate"),
                new Clause.Excess(
                        "E",
                        "E",
                        NORTH,
                        "excess_return",
                        new Hurdle.PercentOf("excess_return", 500_000),
                        NONE,
                        new Rate(1, List.of()),
                        new Limits(NONE, NONE, List.of("excess_return"))));

        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void amounts_stay_within_what_the_ledger_holds(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> amounts_stay_within_what_the_ledger_holds() {
        return Stream.of(
                Wrong.of(
                        "many things at a high price",
                        "clauses[0]",
                        Kind.OVERFLOW,
                        d -> d.only(tiers(false, new Clause.Band(0, 1_000_000_000_000_000_000L)))),
                Wrong.of(
                        "whole bands at a high price",
                        "clauses[0]",
                        Kind.OVERFLOW,
                        d -> d.only(tiers(true, new Clause.Band(0, 1_000_000_000_000_000_000L)))),
                Wrong.of(
                        "an excess over a deep loss",
                        "clauses[0]",
                        Kind.OVERFLOW,
                        d -> d.measure(2, Draft.bounds(-600_000_000_000_000_000L, 600_000_000_000_000_000L))
                                .only(new Clause.Excess(
                                        "E",
                                        "E",
                                        NORTH,
                                        "excess_return",
                                        new Hurdle.Amount(-600_000_000_000_000_000L),
                                        NONE,
                                        new Rate(1_000_000, List.of()),
                                        Limits.NONE))),
                Wrong.of(
                        "what the residual would have to bear",
                        "clauses[1]",
                        Kind.OVERFLOW,
                        d -> d.clauses = new ArrayList<>(List.of(
                                new Clause.Fixed("F", "F", NORTH, 600_000_000_000_000_000L),
                                new Clause.Fixed("G", "G", NORTH, 600_000_000_000_000_000L),
                                new Clause.Residual("R", "R", List.of(new Clause.Portion(SOUTH, 1_000_000)), true)))));
    }

    private static RateChange step(long above, long points) {
        return new RateChange.Step("users", above, points);
    }

    /** Thirty rungs of a tenth of a percentage point. */
    private static RateChange ladder(String measure) {
        return new RateChange.Ladder(
                measure,
                IntStream.rangeClosed(1, 30)
                        .mapToObj(i -> new RateChange.Rung(i * 1_000L, i * 1_000L))
                        .toList());
    }

    private static Clause tiers(boolean whole, Clause.Band... bands) {
        return new Clause.Tiers("T", "T", SOUTH, "users", whole, List.of(bands), Limits.NONE);
    }
}
