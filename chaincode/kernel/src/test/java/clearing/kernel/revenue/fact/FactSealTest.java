package clearing.kernel.revenue.fact;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.fact.Shared.CALLS;
import static clearing.kernel.revenue.fact.Shared.COMMISSION;
import static clearing.kernel.revenue.fact.Shared.JANUARY;
import static clearing.kernel.revenue.fact.Shared.LEVEL;
import static clearing.kernel.revenue.fact.Shared.MEAN;
import static clearing.kernel.revenue.fact.Shared.MOST;
import static clearing.kernel.revenue.fact.Shared.PEAK;
import static clearing.kernel.revenue.fact.Shared.USERS;
import static clearing.kernel.revenue.fact.Shared.fact;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Seeds;
import clearing.kernel.Transition;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.revenue.exact.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FactSealTest {
    private static final List<String> AGGREGATED = List.of(CALLS, LEVEL, PEAK, MEAN);

    private final Shared shared = Shared.open();
    private final Consortium ledger = shared.ledger();

    @Test
    void each_aggregation_makes_one_value_of_the_parts() {
        for (String measure : AGGREGATED) {
            Consortium.done(
                    shared.report(JANUARY, fact(measure, 0, 0, 4), fact(measure, 1, 0, 9), fact(measure, 2, 0, 3)));
            assertThat(shared.seal(JANUARY, measure, 3)).isEqualTo(Outcome.done(3));
        }

        assertThat(shared.sealed(JANUARY, CALLS).value()).isEqualTo(Fraction.of(16));
        assertThat(shared.sealed(JANUARY, LEVEL).value()).isEqualTo(Fraction.of(3));
        assertThat(shared.sealed(JANUARY, PEAK).value()).isEqualTo(Fraction.of(9));
        assertThat(shared.sealed(JANUARY, MEAN).value()).isEqualTo(Fraction.of(16, 3));
        assertThat(shared.sealed(JANUARY, MEAN).count()).isEqualTo(3);
    }

    @Test
    void exactly_what_is_reported_is_sealed_once() {
        assertThat(shared.seal(JANUARY, CALLS, 1).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
        Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 0, 4), fact(CALLS, 1, 0, 9)));

        for (int parts : new int[] {Integer.MIN_VALUE, -1, 0, 1, 3}) {
            assertThat(shared.seal(JANUARY, CALLS, parts).code())
                    .as("%d parts", parts)
                    .isEqualTo(ResultCode.FACT_NOT_NEXT);
        }
        assertThat(shared.seal(JANUARY, CALLS, 10_001).code()).isEqualTo(ResultCode.TOO_LARGE);
        Transition done = ledger.apply(
                Consortium.caller(SOUTH), Batch.of(new RevenueCommand.SealFacts(Shared.ID, JANUARY, CALLS, 2)));

        assertThat(done.effects()).singleElement().isInstanceOf(RevenueEffect.MeasureSealed.class);
        assertThat(shared.sealed(JANUARY, CALLS).content())
                .isEqualTo(Shared.hashOver(List.of(
                        shared.part(JANUARY, CALLS, 0).hash(),
                        shared.part(JANUARY, CALLS, 1).hash())));
        assertThat(shared.seal(JANUARY, CALLS, 2)).isEqualTo(Outcome.alreadyRecorded());
        assertThat(shared.seal(JANUARY, CALLS, 1).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
    }

    @Test
    void only_the_reporter_seals_what_is_measured() {
        Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 0, 4)));

        assertThat(ledger.as(NORTH, new RevenueCommand.SealFacts(Shared.ID, JANUARY, CALLS, 1))
                        .code())
                .isEqualTo(ResultCode.NOT_THE_REPORTER);
        assertThat(shared.seal(JANUARY, "visits", 1).code()).isEqualTo(ResultCode.UNKNOWN_MEASURE);
        assertThat(shared.seal(JANUARY, USERS, 1).code()).isEqualTo(ResultCode.FACT_NOT_NEXT);
    }

    @Test
    void a_sum_beyond_what_amounts_can_be_is_refused_and_can_be_mended() {
        Consortium.done(shared.report(JANUARY, fact(CALLS, 0, 0, MOST), fact(CALLS, 1, 0, 1)));

        assertThat(shared.seal(JANUARY, CALLS, 2).code()).isEqualTo(ResultCode.FACT_OUT_OF_BOUNDS);
        Consortium.done(shared.report(JANUARY, fact(CALLS, 1, 1, 0)));
        assertThat(shared.seal(JANUARY, CALLS, 2)).isEqualTo(Outcome.done(2));
        assertThat(shared.report(JANUARY, fact(CALLS, 1, 2, 1)))
                .extracting(Outcome::code, Outcome::field)
                .containsExactly(ResultCode.FACT_OUT_OF_BOUNDS, "reports[0].value");
        assertThat(shared.part(JANUARY, CALLS, 1).revision()).isEqualTo(1);
    }

    @Test
    void counts_that_sum_beyond_the_limit_are_refused() {
        FactReport many = new FactReport(CALLS, 0, 0, 1, MOST, FactPart.NOTHING);
        Consortium.done(shared.report(JANUARY, many, fact(CALLS, 1, 0, 1)));

        assertThat(shared.seal(JANUARY, CALLS, 2).code()).isEqualTo(ResultCode.FACT_OUT_OF_BOUNDS);
    }

    @Test
    void a_correction_is_another_content_with_a_window_of_its_own() {
        Consortium.done(shared.commission(JANUARY, 0, 1_000));
        SealedMeasure before = shared.sealed(JANUARY, COMMISSION);
        Consortium.done(ledger.as(SOUTH, shared.attesting(COMMISSION)));
        Consortium.done(ledger.as(BANK, shared.challenging(COMMISSION, "too much")));
        ledger.later(Duration.ofDays(30));

        Transition done = ledger.apply(
                Consortium.caller(NORTH), Batch.of(Shared.reporting(JANUARY, fact(COMMISSION, 0, 1, 990))));

        SealedMeasure now = shared.sealed(JANUARY, COMMISSION);
        assertThat(now.revision()).isEqualTo(1);
        assertThat(now.value()).isEqualTo(Fraction.of(990));
        assertThat(now.sealedOn()).isEqualTo(Consortium.TODAY.plusDays(30));
        assertThat(now.attested()).isEmpty();
        assertThat(now.challenges()).isEmpty();
        assertThat(now.content())
                .isEqualTo(Shared.hashOver(List.of(
                        before.content(), shared.part(JANUARY, COMMISSION, 0).hash())));
        assertThat(done.effects().getLast())
                .isEqualTo(new RevenueEffect.MeasureSealed(
                        Shared.ID, shared.book().next(), COMMISSION, now, RevenueEffect.Word.CORRECTED, NORTH));
        assertThat(shared.book().corrected())
                .as("the period is not calculated yet")
                .isEmpty();
    }

    /** Random words about four measures, against values that are worked out from all parts at once in decimals. */
    @Test
    void after_any_corrections_the_value_is_that_of_the_parts_as_they_stand() {
        long seed = Seeds.seed(20_261_130L);
        RandomGenerator random = Seeds.generator(seed);
        for (String measure : AGGREGATED) {
            List<Long> values = new ArrayList<>();
            List<Integer> revisions = new ArrayList<>();
            int parts = 1 + random.nextInt(12);
            for (int i = 0; i < parts; i++) {
                values.add(random.nextLong(1_000));
                revisions.add(0);
                Consortium.done(shared.report(JANUARY, fact(measure, i, 0, values.get(i))));
            }
            supersede(random, measure, values, revisions);
            shared.seal(JANUARY, measure, parts);
            Blob content = shared.sealed(JANUARY, measure).content();
            for (int round = 0; round < 40; round++) {
                supersede(random, measure, values, revisions);
                SealedMeasure sealed = shared.sealed(JANUARY, measure);
                assertThat(decimal(sealed.value()))
                        .as(Seeds.hint(seed))
                        .isEqualByComparingTo(expected(measure, values));
                assertThat(sealed.revision()).isEqualTo(round + 1);
                assertThat(sealed.count()).isEqualTo(parts);
                assertThat(sealed.content()).isNotEqualTo(content);
                content = sealed.content();
            }
        }
    }

    private void supersede(RandomGenerator random, String measure, List<Long> values, List<Integer> revisions) {
        int part = random.nextInt(values.size());
        values.set(part, random.nextLong(1_000));
        revisions.set(part, revisions.get(part) + 1);
        Consortium.done(shared.report(JANUARY, fact(measure, part, revisions.get(part), values.get(part))));
    }

    private static BigDecimal expected(String measure, List<Long> values) {
        BigDecimal sum = values.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (measure) {
            case CALLS -> sum;
            case LEVEL -> BigDecimal.valueOf(values.getLast());
            case PEAK -> BigDecimal.valueOf(Collections.max(values));
            default -> sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128);
        };
    }

    private static BigDecimal decimal(Fraction value) {
        return new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), MathContext.DECIMAL128);
    }
}
