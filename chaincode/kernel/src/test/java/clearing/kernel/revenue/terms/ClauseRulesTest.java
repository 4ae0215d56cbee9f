package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.revenue.terms.TermsRules.Kind;
import clearing.kernel.revenue.terms.TermsRulesTest.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each clause must be by itself. */
class ClauseRulesTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @ParameterizedTest
    @MethodSource
    void clauses_are_sound(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> clauses_are_sound() {
        return Stream.of(
                Wrong.of("none", "clauses", Kind.SIZE, d -> d.clauses.clear()),
                Wrong.of(
                        "too many",
                        "clauses",
                        Kind.SIZE,
                        d -> IntStream.range(0, 64)
                                .forEach(i -> d.clauses.addFirst(new Clause.Fixed("F" + i, "Fee", NORTH, 1)))),
                Wrong.of("id", "clauses[0].id", Kind.NAME, d -> d.clause(0, new Clause.Fixed("fee", "Fee", NORTH, 1))),
                Wrong.of(
                        "id twice",
                        "clauses[1].id",
                        Kind.NAME,
                        d -> d.clause(0, new Clause.Fixed("SHARE", "x", NORTH, 1))),
                Wrong.of("label", "clauses[0].label", Kind.NAME, d -> d.clause(0, new Clause.Fixed("F", "", NORTH, 1))),
                Wrong.of(
                        "to a stranger",
                        "clauses[0].to",
                        Kind.REFERENCE,
                        d -> d.clause(0, new Clause.Fixed("F", "F", BANK, 1))),
                Wrong.of(
                        "nothing",
                        "clauses[0].amount",
                        Kind.BOUNDS,
                        d -> d.clause(0, new Clause.Fixed("F", "F", NORTH, 0))),
                Wrong.of(
                        "a guarantee of nothing",
                        "clauses[6].minimum",
                        Kind.BOUNDS,
                        d -> d.clause(6, new Clause.Guarantee("G", "G", NORTH, -1))),
                Wrong.of(
                        "a share of a count",
                        "clauses[1].of",
                        Kind.DIMENSION,
                        d -> d.clause(1, Draft.share(new Base.OfMeasure("users"), 1))),
                Wrong.of(
                        "a share of nothing known",
                        "clauses[1].of",
                        Kind.REFERENCE,
                        d -> d.clause(1, Draft.share(new Base.OfMeasure("fees"), 1))),
                Wrong.of(
                        "more than all",
                        "clauses[1].rate.base",
                        Kind.BOUNDS,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1_000_001))),
                Wrong.of(
                        "cap below floor",
                        "clauses[1].limits.cap",
                        Kind.CONTRADICTION,
                        d -> d.clause(
                                1,
                                Draft.limited(
                                        Draft.share(new Base.Pool(), 1), OptionalLong.of(2), OptionalLong.of(1)))),
                Wrong.of(
                        "rises with nothing known",
                        "clauses[1].limits.risesWith[0]",
                        Kind.REFERENCE,
                        d -> d.clause(1, Draft.limited(Draft.share(new Base.Pool(), 1), NONE, NONE, "fees"))),
                Wrong.of(
                        "a residual before the end",
                        "clauses[0]",
                        Kind.CONTRADICTION,
                        d -> d.clause(
                                0,
                                new Clause.Residual("R", "R", List.of(new Clause.Portion(NORTH, 1_000_000)), false))),
                Wrong.of(
                        "portions of more than all",
                        "clauses[7].portions",
                        Kind.SUM,
                        d -> d.clause(
                                7, residual(new Clause.Portion(NORTH, 600_000), new Clause.Portion(SOUTH, 600_000)))),
                Wrong.of(
                        "a portion of nothing",
                        "clauses[7].portions[1].share",
                        Kind.BOUNDS,
                        d -> d.clause(7, residual(new Clause.Portion(NORTH, 1_000_000), new Clause.Portion(SOUTH, 0)))),
                Wrong.of(
                        "a portion twice for one",
                        "clauses[7].portions[1].party",
                        Kind.NAME,
                        d -> d.clause(
                                7, residual(new Clause.Portion(NORTH, 500_000), new Clause.Portion(NORTH, 500_000)))),
                Wrong.of(
                        "paid back to itself",
                        "clauses[5].to",
                        Kind.CONTRADICTION,
                        d -> d.clause(
                                5,
                                new Clause.Clawback("C", "C", NORTH, NORTH, "refunds", new Rate(1, List.of()), NONE))),
                Wrong.of(
                        "a count is taken back",
                        "clauses[5].of",
                        Kind.DIMENSION,
                        d -> d.clause(
                                5, new Clause.Clawback("C", "C", NORTH, SOUTH, "users", new Rate(1, List.of()), NONE))),
                Wrong.of(
                        "excess of a count",
                        "clauses[3].of",
                        Kind.DIMENSION,
                        d -> d.clause(3, excess("users", new Hurdle.Amount(0)))),
                Wrong.of(
                        "a hurdle that is a count",
                        "clauses[3].over",
                        Kind.DIMENSION,
                        d -> d.clause(3, excess("excess_return", new Hurdle.OfMeasure("users")))),
                Wrong.of(
                        "a hurdle of itself",
                        "clauses[3].over",
                        Kind.CONTRADICTION,
                        d -> d.clause(3, excess("excess_return", new Hurdle.OfMeasure("excess_return")))),
                Wrong.of(
                        "a hurdle of no part",
                        "clauses[3].over",
                        Kind.BOUNDS,
                        d -> d.clause(3, excess("excess_return", new Hurdle.PercentOf("management_fee", 0)))));
    }

    private static Clause residual(Clause.Portion... portions) {
        return new Clause.Residual("REST", "Rest", List.of(portions), false);
    }

    private static Clause excess(String of, Hurdle over) {
        return new Clause.Excess("E", "E", NORTH, of, over, NONE, new Rate(100_000, List.of()), Limits.NONE);
    }

    @ParameterizedTest
    @MethodSource
    void bands_factors_and_changes_are_sound(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> bands_factors_and_changes_are_sound() {
        return Stream.of(
                Wrong.of(
                        "bands of a rate",
                        "clauses[2].of",
                        Kind.DIMENSION,
                        d -> d.clause(2, tiers("retention", new Clause.Band(0, 1)))),
                Wrong.of("no bands", "clauses[2].bands", Kind.SIZE, d -> d.clause(2, tiers("users"))),
                Wrong.of(
                        "bands that do not ascend",
                        "clauses[2].bands[1].above",
                        Kind.CONTRADICTION,
                        d -> d.clause(2, tiers("users", new Clause.Band(5, 1), new Clause.Band(5, 2)))),
                Wrong.of(
                        "a band of more than the money in it",
                        "clauses[2].bands[0].value",
                        Kind.BOUNDS,
                        d -> d.clause(2, tiers("refunds", new Clause.Band(0, 1_000_001)))),
                Wrong.of(
                        "bands of nothing",
                        "clauses[2].bands",
                        Kind.UNREACHABLE,
                        d -> d.clause(2, tiers("users", new Clause.Band(0, 0)))),
                Wrong.of(
                        "weights below one",
                        "clauses[4].factors",
                        Kind.SUM,
                        d -> d.clause(4, weights(Draft.factor(999_999, "usage_north", "usage_south")))),
                Wrong.of(
                        "users against money",
                        "clauses[4].factors[0].entries[1].measure",
                        Kind.DIMENSION,
                        d -> d.clause(4, weights(Draft.factor(1_000_000, "usage_north", "refunds")))),
                Wrong.of(
                        "an exchange rate is contributed",
                        "clauses[4].factors[0].entries[0].measure",
                        Kind.DIMENSION,
                        d -> d.clause(4, weights(Draft.factor(1_000_000, "dollar_rate", "dollar_rate")))),
                Wrong.of(
                        "a weight below zero",
                        "clauses[4].factors[0].entries[0].measure",
                        Kind.BOUNDS,
                        d -> d.clause(4, weights(Draft.factor(1_000_000, "excess_return", "refunds")))),
                Wrong.of(
                        "parties out of order",
                        "clauses[4].factors[0].entries[1].party",
                        Kind.NAME,
                        d -> d.clause(
                                4,
                                weights(new Clause.Factor(
                                        "Use",
                                        1_000_000,
                                        List.of(
                                                new Clause.Entry(SOUTH, "usage_south"),
                                                new Clause.Entry(NORTH, "usage_north")))))),
                Wrong.of("factors of other parties", "clauses[4].factors[1].entries", Kind.CONTRADICTION, d -> {
                    d.parties.add(new Party("West", "HOUSE", View.ALL));
                    d.clause(
                            4,
                            weights(
                                    Draft.factor(500_000, "usage_north", "usage_south"),
                                    new Clause.Factor(
                                            "Risk",
                                            500_000,
                                            List.of(
                                                    new Clause.Entry(NORTH, "usage_north"),
                                                    new Clause.Entry("West", "usage_south")))));
                }),
                Wrong.of(
                        "a step of nothing",
                        "clauses[1].rate.changes[0].points",
                        Kind.UNREACHABLE,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, new RateChange.Step("users", 1, 0)))),
                Wrong.of(
                        "rungs that do not ascend",
                        "clauses[1].rate.changes[0].rungs[1].above",
                        Kind.CONTRADICTION,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, ladder(rung(2, 10), rung(1, 20))))),
                Wrong.of(
                        "a rung like the one below",
                        "clauses[1].rate.changes[0].rungs[1].points",
                        Kind.UNREACHABLE,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, ladder(rung(1, 10), rung(2, 10))))),
                Wrong.of(
                        "no rungs",
                        "clauses[1].rate.changes[0].rungs",
                        Kind.SIZE,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, ladder()))),
                Wrong.of(
                        "a step on nothing known",
                        "clauses[1].rate.changes[0].measure",
                        Kind.REFERENCE,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, new RateChange.Step("fees", 1, 1)))),
                Wrong.of(
                        "more points than a rate has",
                        "clauses[1].rate.changes[0].points",
                        Kind.BOUNDS,
                        d -> d.clause(1, Draft.share(new Base.Pool(), 1, new RateChange.Step("users", 1, 1_000_001)))),
                Wrong.of("too many changes", "clauses[1].rate.changes", Kind.SIZE, d -> {
                    List<RateChange> changes = new ArrayList<>();
                    IntStream.range(0, 33).forEach(i -> changes.add(new RateChange.Step("users", i, 1)));
                    d.clause(1, Draft.share(new Base.Pool(), 1, changes.toArray(RateChange[]::new)));
                }));
    }

    private static Clause tiers(String of, Clause.Band... bands) {
        return new Clause.Tiers("T", "T", SOUTH, of, false, List.of(bands), Limits.NONE);
    }

    private static Clause weights(Clause.Factor... factors) {
        return new Clause.Weights("USAGE", "By use", new Base.Pool(), new Rate(100_000, List.of()), List.of(factors));
    }

    private static RateChange.Ladder ladder(RateChange.Rung... rungs) {
        return new RateChange.Ladder("users", List.of(rungs));
    }

    private static RateChange.Rung rung(long above, long points) {
        return new RateChange.Rung(above, points);
    }
}
