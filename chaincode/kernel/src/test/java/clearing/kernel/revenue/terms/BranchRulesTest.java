package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.kernel.revenue.terms.TermsRules.Fault;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import clearing.kernel.revenue.terms.TermsRulesTest.Wrong;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rates, bounds and clauses must be together, whatever the measures say. */
class BranchRulesTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Base POOL = new Base.Pool();
    private static final LocalDate YEAR_END = LocalDate.of(2026, 12, 31);

    @ParameterizedTest
    @MethodSource
    void rates_hold_on_every_branch(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> rates_hold_on_every_branch() {
        return Stream.of(
                Wrong.of(
                        "above 100 %",
                        "clauses[0].rate",
                        Kind.RATE,
                        d -> d.only(Draft.share(new Base.Remainder(), 960_000, step(1_000, 50_000)))),
                Wrong.of(
                        "below 0 %",
                        "clauses[0].rate",
                        Kind.RATE,
                        d -> d.only(Draft.share(new Base.Remainder(), 40_000, step(1_000, -50_000)))),
                Wrong.of(
                        "below 0 % only when both are missed and due",
                        "clauses[0].rate",
                        Kind.RATE,
                        d -> d.only(Draft.share(
                                new Base.Remainder(),
                                40_000,
                                step(1_000, -20_000),
                                new RateChange.EarnOut("retention", 900_000, YEAR_END, -30_000, 0)))),
                Wrong.of(
                        "shares of the pool above 100 % on one branch",
                        "clauses[1].rate",
                        Kind.SUM,
                        d -> d.only(Draft.share(POOL, 600_000, step(1_000, 50_000)), second(POOL, 380_000))),
                Wrong.of(
                        "shares of a source, with those of the pool, above 100 %",
                        "clauses[1].rate",
                        Kind.SUM,
                        d -> d.only(Draft.share(POOL, 600_000), second(new Base.OfMeasure("management_fee"), 400_001))),
                Wrong.of(
                        "too many branches",
                        "clauses[0].rate",
                        Kind.UNBOUNDED,
                        d -> d.only(Draft.share(
                                POOL, 100_000, ladder("users"), ladder("usage_north"), ladder("usage_south")))),
                Wrong.of(
                        "no residual and 95 %",
                        "clauses",
                        Kind.SUM,
                        d -> d.clauses = new ArrayList<>(List.of(Draft.share(POOL, 600_000), second(POOL, 350_000)))),
                Wrong.of(
                        "no residual and a fee",
                        "clauses[0]",
                        Kind.SUM,
                        d -> d.clauses = new ArrayList<>(
                                List.of(new Clause.Fixed("F", "F", NORTH, 1), second(POOL, 1_000_000)))),
                Wrong.of(
                        "no residual and a cap",
                        "clauses[0]",
                        Kind.SUM,
                        d -> d.clauses = new ArrayList<>(
                                List.of(Draft.limited(Draft.share(POOL, 1_000_000), NONE, OptionalLong.of(5))))));
    }

    @Test
    void shares_that_sum_on_every_branch_need_no_residual() {
        Draft draft = new Draft();
        draft.clauses = new ArrayList<>(
                List.of(Draft.share(POOL, 600_000, step(1_000, 50_000)), second(POOL, 400_000, step(1_000, -50_000))));

        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
    }

    @Test
    void a_fault_names_a_branch_on_which_it_holds() {
        Draft draft = new Draft();
        draft.only(Draft.share(new Base.Remainder(), 960_000, step(1_000, 50_000)));

        assertThat(TermsRules.checkAll(draft.terms()))
                .extracting(Fault::sentence)
                .containsExactly("comes to 101 % where users is above 1,000 users");
    }

    @Test
    void an_average_lies_between_whole_numbers_too() {
        Draft draft = new Draft();
        draft.measure(8, Draft.parts(Aggregation.AVERAGE));
        // Above 10 and not at 11: only a fraction is.
        draft.only(Draft.share(
                new Base.Remainder(),
                960_000,
                step(10, 50_000),
                new RateChange.EarnOut("users", 11, draft.from, 0, -50_000)));

        assertThat(TermsRules.checkAll(draft.terms()))
                .extracting(Fault::field, Fault::kind)
                .containsExactly(tuple("clauses[0].rate", Kind.RATE));
        draft.measure(8, Draft.parts(Aggregation.LAST));
        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void everything_can_matter(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> everything_can_matter() {
        String threshold = "clauses[0].rate.changes[0].above";
        return Stream.of(
                Wrong.of(
                        "a step never passed",
                        threshold,
                        Kind.UNREACHABLE,
                        d -> d.only(Draft.share(POOL, 1, step(2_000_000, 1)))),
                Wrong.of(
                        "a step always passed",
                        threshold,
                        Kind.UNREACHABLE,
                        d -> d.measure(8, Draft.bounds(10, 100)).only(Draft.share(POOL, 1, step(9, 1)))),
                Wrong.of(
                        "a rung never passed",
                        "clauses[0].rate.changes[0].rungs[1].above",
                        Kind.UNREACHABLE,
                        d -> d.only(Draft.share(
                                POOL,
                                1,
                                new RateChange.Ladder(
                                        "users",
                                        List.of(new RateChange.Rung(1, 1), new RateChange.Rung(2_000_000, 2)))))),
                Wrong.of(
                        "a target never met",
                        "clauses[0].rate.changes[0].target",
                        Kind.CONTRADICTION,
                        d -> d.only(Draft.share(POOL, 5, new RateChange.EarnOut("users", 2_000_001, YEAR_END, -1, 1)))),
                Wrong.of(
                        "a target never missed",
                        "clauses[0].rate.changes[0].target",
                        Kind.CONTRADICTION,
                        d -> d.only(Draft.share(POOL, 5, new RateChange.EarnOut("users", 0, YEAR_END, -1, 1)))),
                Wrong.of("a promise due too late", "clauses[0].rate.changes[0].due", Kind.UNREACHABLE, d -> {
                    d.until = Optional.of(LocalDate.of(2026, 11, 30));
                    d.only(Draft.share(POOL, 5, new RateChange.EarnOut("users", 5, YEAR_END, -1, 1)));
                }),
                Wrong.of(
                        "a band never reached",
                        "clauses[0].bands[0].above",
                        Kind.UNREACHABLE,
                        d -> d.only(tiers(false, new Clause.Band(2_000_000, 1)))),
                Wrong.of(
                        "a whole band always passed",
                        "clauses[0].bands[0].above",
                        Kind.UNREACHABLE,
                        d -> d.measure(8, Draft.bounds(10, 100))
                                .only(tiers(true, new Clause.Band(0, 1), new Clause.Band(9, 2)))),
                Wrong.of(
                        "a hurdle never passed",
                        "clauses[0].over",
                        Kind.UNREACHABLE,
                        d -> d.only(excess(new Hurdle.Amount(5_000_000_000L), NONE))),
                Wrong.of(
                        "a mark never passed",
                        "clauses[0].mark",
                        Kind.UNREACHABLE,
                        d -> d.only(excess(new Hurdle.Amount(0), OptionalLong.of(5_000_000_000L)))),
                Wrong.of("a rate of zero", "clauses[0].rate", Kind.UNREACHABLE, d -> d.only(Draft.share(POOL, 0))),
                Wrong.of(
                        "a share of nothing",
                        "clauses[0].of",
                        Kind.UNREACHABLE,
                        d -> d.measure(4, Draft.bounds(0, 0)).only(Draft.share(new Base.OfMeasure("refunds"), 1))),
                Wrong.of(
                        "a clause behind all of the pool",
                        "clauses[1]",
                        Kind.UNREACHABLE,
                        d -> d.only(Draft.share(POOL, 1_000_000), new Clause.Fixed("F", "F", NORTH, 1))),
                Wrong.of(
                        "a residual behind all of the pool",
                        "clauses[1]",
                        Kind.UNREACHABLE,
                        d -> d.only(Draft.share(POOL, 1_000_000))),
                Wrong.of(
                        "a residual behind all of each source",
                        "clauses[2]",
                        Kind.UNREACHABLE,
                        d -> d.only(
                                Draft.share(new Base.OfMeasure("management_fee"), 1_000_000),
                                second(new Base.OfMeasure("dollar_fees"), 1_000_000))),
                Wrong.of(
                        "a residual behind all of what is left",
                        "clauses[1]",
                        Kind.UNREACHABLE,
                        d -> d.only(Draft.share(new Base.Remainder(), 1_000_000))),
                Wrong.of(
                        "a guarantee below the fee",
                        "clauses[1].minimum",
                        Kind.UNREACHABLE,
                        d -> d.only(
                                new Clause.Fixed("F", "F", NORTH, 100), new Clause.Guarantee("G", "G", NORTH, 100))),
                Wrong.of(
                        "a guarantee below fee and floor",
                        "clauses[2].minimum",
                        Kind.UNREACHABLE,
                        d -> d.only(
                                new Clause.Fixed("F", "F", NORTH, 100),
                                Draft.limited(Draft.share(POOL, 1), OptionalLong.of(50), NONE),
                                new Clause.Guarantee("G", "G", NORTH, 150))));
    }

    @Test
    void a_cap_leaves_something_for_the_residual() {
        Draft draft = new Draft();
        draft.only(Draft.limited(Draft.share(POOL, 1_000_000), NONE, OptionalLong.of(5)));

        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
    }

    @Test
    void a_guarantee_after_a_clawback_can_matter() {
        Draft draft = new Draft();
        Clause clawback = draft.clauses.get(5);
        draft.only(new Clause.Fixed("F", "F", NORTH, 100), clawback, new Clause.Guarantee("G", "G", NORTH, 100));

        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
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

    private static Clause second(Base of, long rate, RateChange... changes) {
        return new Clause.Share("SECOND", "Second", SOUTH, of, new Rate(rate, List.of(changes)), Limits.NONE);
    }

    private static Clause tiers(boolean whole, Clause.Band... bands) {
        return new Clause.Tiers("T", "T", SOUTH, "users", whole, List.of(bands), Limits.NONE);
    }

    private static Clause excess(Hurdle over, OptionalLong mark) {
        return new Clause.Excess(
                "E", "E", NORTH, "excess_return", over, mark, new Rate(100_000, List.of()), Limits.NONE);
    }
}
