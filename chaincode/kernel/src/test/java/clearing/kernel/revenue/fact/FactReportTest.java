package clearing.kernel.revenue.fact;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.fact.Shared.CALLS;
import static clearing.kernel.revenue.fact.Shared.COMMISSION;
import static clearing.kernel.revenue.fact.Shared.DECEMBER;
import static clearing.kernel.revenue.fact.Shared.JANUARY;
import static clearing.kernel.revenue.fact.Shared.LEVEL;
import static clearing.kernel.revenue.fact.Shared.MARCH;
import static clearing.kernel.revenue.fact.Shared.PEAK;
import static clearing.kernel.revenue.fact.Shared.USERS;
import static clearing.kernel.revenue.fact.Shared.fact;
import static clearing.kernel.revenue.fact.Shared.reporting;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Transition;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactReportTest {
    private final Shared shared = Shared.open();
    private final Consortium ledger = shared.ledger();

    @Test
    void a_measure_that_comes_at_once_is_sealed_by_its_report() {
        Transition done =
                ledger.apply(Consortium.caller(NORTH), Batch.of(reporting(JANUARY, fact(COMMISSION, 0, 0, 1_000))));

        assertThat(done.outcomes()).containsExactly(Outcome.done(1));
        SealedMeasure sealed = shared.sealed(JANUARY, COMMISSION);
        assertThat(sealed.value()).isEqualTo(Fraction.of(1_000));
        assertThat(sealed.parts()).isEqualTo(1);
        assertThat(sealed.revision()).isZero();
        assertThat(sealed.sealedOn()).isEqualTo(Consortium.TODAY);
        assertThat(sealed.content())
                .isEqualTo(Shared.hashOver(
                        List.of(shared.part(JANUARY, COMMISSION, 0).hash())));
        Period january = new Period(Cycle.MONTHLY, JANUARY);
        assertThat(done.effects())
                .containsExactly(
                        new RevenueEffect.FactReported(Shared.ID, january, fact(COMMISSION, 0, 0, 1_000), NORTH),
                        new RevenueEffect.MeasureSealed(
                                Shared.ID, january, COMMISSION, sealed, RevenueEffect.Word.SEALED, NORTH));
    }

    @Test
    void facts_of_a_running_period_are_taken_and_of_one_to_come_refused() {
        assertThat(shared.report(MARCH, fact(USERS, 0, 0, 7)).code()).isEqualTo(ResultCode.OK);
        assertThat(shared.report(LocalDate.of(2026, 4, 1), fact(USERS, 0, 0, 7)).code())
                .isEqualTo(ResultCode.DATE_OUT_OF_RANGE);
    }

    @Test
    void a_day_that_begins_no_period_in_force_names_nothing() {
        for (LocalDate day : List.of(
                LocalDate.of(2026, 1, 2),
                LocalDate.of(2025, 11, 1),
                LocalDate.ofEpochDay(Integer.MIN_VALUE),
                LocalDate.ofEpochDay(Integer.MAX_VALUE))) {
            assertThat(shared.report(day, fact(USERS, 0, 0, 7)).code()).isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
        }
        for (String id : List.of("NONE", "", "ROBO-1/", "robo-1", "TOO-LONG")) {
            RevenueCommand unknown = new RevenueCommand.ReportFacts(id, JANUARY, List.of(fact(USERS, 0, 0, 7)));
            assertThat(ledger.as(SOUTH, unknown).code()).isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
        }
    }

    @Test
    void only_the_reporter_reports_and_only_what_is_measured() {
        assertThat(shared.report(JANUARY, fact(COMMISSION, 0, 0, 1)))
                .isEqualTo(Outcome.refused(ResultCode.NOT_THE_REPORTER, "reports[0].measure"));
        assertThat(shared.report(JANUARY, fact(USERS, 0, 0, 1), fact("visits", 0, 0, 1)))
                .isEqualTo(Outcome.refused(ResultCode.UNKNOWN_MEASURE, "reports[1].measure"));
        assertThat(shared.find(JANUARY, USERS))
                .as("nothing of a refused command stands")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-501, FACT_OUT_OF_BOUNDS",
        "-500, OK",
        "1000000000000000000, OK",
        "1000000000000000001, FACT_OUT_OF_BOUNDS",
        "-9223372036854775808, FACT_OUT_OF_BOUNDS",
        "9223372036854775807, FACT_OUT_OF_BOUNDS"
    })
    void a_value_is_within_what_the_agreement_says(long value, ResultCode expected) {
        assertThat(shared.commission(JANUARY, 0, value).code()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FACT_OUT_OF_BOUNDS",
        "-1, FACT_OUT_OF_BOUNDS",
        "1, OK",
        "1000000000000000000, OK",
        "1000000000000000001, FACT_OUT_OF_BOUNDS"
    })
    void a_report_stands_for_at_least_one_fact(long count, ResultCode expected) {
        FactReport report = new FactReport(USERS, 0, 0, 1, count, FactPart.NOTHING);

        assertThat(shared.report(JANUARY, report).code()).isEqualTo(expected);
    }

    @Test
    void parts_follow_one_another_within_a_command_or_across() {
        assertThat(shared.report(JANUARY, fact(CALLS, 1, 0, 5)))
                .isEqualTo(Outcome.refused(ResultCode.FACT_NOT_NEXT, "reports[0].part"));
        assertThat(shared.report(JANUARY, fact(CALLS, -1, 0, 5)).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
        assertThat(shared.report(JANUARY, fact(CALLS, 0, 0, 5), fact(CALLS, 1, 0, 6)))
                .isEqualTo(Outcome.done(2));
        assertThat(shared.report(JANUARY, fact(CALLS, 2, 0, 7))).isEqualTo(Outcome.done(1));
        assertThat(shared.report(JANUARY, fact(USERS, 1, 0, 7)).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
    }

    @Test
    void a_part_beyond_what_is_ever_read_again_is_too_much() {
        assertThat(shared.report(JANUARY, fact(CALLS, 10_000, 0, 5)).code()).isEqualTo(ResultCode.TOO_LARGE);
        assertThat(shared.report(JANUARY, fact(CALLS, 9_999, 0, 5)).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
        assertThat(shared.report(JANUARY, fact(PEAK, 1_000, 0, 5)).code()).isEqualTo(ResultCode.TOO_LARGE);
        assertThat(shared.report(JANUARY, fact(PEAK, 999, 0, 5)).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
    }

    @Test
    void a_replay_changes_nothing_and_other_content_is_a_conflict() {
        FactReport first = new FactReport(CALLS, 0, 0, 5, 2, Blob.of(new byte[32]));
        Consortium.done(shared.report(JANUARY, first, fact(CALLS, 1, 0, 6)));
        String before = ledger.digest();

        assertThat(shared.report(JANUARY, first, fact(CALLS, 1, 0, 6))).isEqualTo(Outcome.alreadyRecorded());
        assertThat(shared.report(JANUARY, first)).isEqualTo(Outcome.alreadyRecorded());
        byte[] other = new byte[32];
        other[31] = 1;
        for (FactReport changed : List.of(
                new FactReport(CALLS, 0, 0, 6, 2, FactPart.NOTHING),
                new FactReport(CALLS, 0, 0, 5, 3, FactPart.NOTHING),
                new FactReport(CALLS, 0, 0, 5, 2, Blob.of(other)))) {
            assertThat(shared.report(JANUARY, changed).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        }
        assertThat(ledger.digest()).isEqualTo(before);
        assertThat(shared.report(JANUARY, first, fact(CALLS, 2, 0, 1)))
                .as("what is new of a command is done")
                .isEqualTo(Outcome.done(1));
    }

    @Test
    void before_the_seal_a_later_word_replaces_the_earlier_and_both_stay_on_record() {
        Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 0, 5)));
        FactPart first = shared.part(JANUARY, CALLS, 0);

        assertThat(shared.report(JANUARY, fact(CALLS, 0, 2, 7)))
                .isEqualTo(Outcome.refused(ResultCode.FACT_NOT_NEXT, "reports[0].revision"));
        Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 1, 7)));

        assertThat(shared.part(JANUARY, CALLS, 0)).isEqualTo(new FactPart(1, 7, 1, FactPart.NOTHING, first.hash()));
        assertThat(shared.superseded(JANUARY, CALLS, 0, 0)).contains(first);
        assertThat(shared.find(JANUARY, CALLS)).isEmpty();
        assertThat(shared.report(JANUARY, fact(CALLS, 0, 0, 5))).isEqualTo(Outcome.alreadyRecorded());
        assertThat(shared.report(JANUARY, fact(CALLS, 0, 0, 6)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(shared.report(JANUARY, fact(CALLS, 0, 1, 7))).isEqualTo(Outcome.alreadyRecorded());
    }

    @Test
    void nothing_is_added_to_a_sealed_measure() {
        Consortium.done(shared.report(JANUARY, fact(LEVEL, 0, 0, 5)));
        Consortium.done(shared.seal(JANUARY, LEVEL, 1));

        assertThat(shared.report(JANUARY, fact(LEVEL, 1, 0, 5)).code()).isEqualTo(ResultCode.FACT_SEALED);
        assertThat(shared.report(JANUARY, fact(LEVEL, 0, 1, 6)).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    void a_command_of_500_parts_is_one_step() {
        FactReport[] reports =
                IntStream.range(0, 500).mapToObj(i -> fact(CALLS, i, 0, i)).toArray(FactReport[]::new);

        assertThat(shared.report(JANUARY, reports)).isEqualTo(Outcome.done(500));
        Consortium.done(outcomeOf(shared.seal(JANUARY, CALLS, 500)));
        assertThat(shared.sealed(JANUARY, CALLS).value()).isEqualTo(Fraction.of(499 * 250));
    }

    private static Outcome outcomeOf(Outcome sealed) {
        assertThat(sealed.affected()).isEqualTo(500);
        return sealed;
    }

    @Test
    void a_calculated_period_is_corrected_within_the_lookback_and_noted() {
        Consortium.done(shared.commission(DECEMBER, 0, 900));
        Consortium.done(shared.commission(JANUARY, 0, 1_000));
        shared.calculatedUpTo(Shared.FEBRUARY);

        assertThat(shared.commission(DECEMBER, 1, 901))
                .isEqualTo(Outcome.refused(ResultCode.BEYOND_LOOKBACK, "period"));
        assertThat(shared.commission(DECEMBER, 0, 900)).isEqualTo(Outcome.alreadyRecorded());
        assertThat(shared.book().corrected()).isEmpty();
        Consortium.done(shared.commission(JANUARY, 1, 1_001));

        assertThat(shared.book().corrected()).containsExactly(new Period(Cycle.MONTHLY, JANUARY));
        assertThat(shared.sealed(JANUARY, COMMISSION).value()).isEqualTo(Fraction.of(1_001));
        assertThat(shared.sealed(DECEMBER, COMMISSION).value()).isEqualTo(Fraction.of(900));
    }
}
