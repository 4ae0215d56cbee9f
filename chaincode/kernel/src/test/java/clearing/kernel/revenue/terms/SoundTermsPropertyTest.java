package clearing.kernel.revenue.terms;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import clearing.kernel.revenue.calculation.Calculation;
import clearing.kernel.revenue.calculation.Calculator;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What the checks promise: terms that pass them share all of the pool, whatever is measured within bounds. */
class SoundTermsPropertyTest {
    private static final int DRAWN = 1_500;
    private static final int PERIODS = 6;

    @Test
    void sound_terms_share_the_pool_whatever_is_measured() {
        long seed = Seeds.seed(20_261_130);
        RandomGenerator random = Seeds.generator(seed);
        RandomTerms drawn = new RandomTerms(random);
        int sound = 0;
        for (int n = 0; n < DRAWN; n++) {
            Terms terms = drawn.terms();
            if (TermsRules.check(terms).isEmpty()) {
                sound++;
                shares(terms, drawn, Seeds.hint(seed) + " terms " + n);
            }
        }

        // Enough of what is drawn is sound, and the checks find something to refuse.
        assertThat(sound).isBetween(DRAWN / 2, DRAWN * 9 / 10);
    }

    private static void shares(Terms terms, RandomTerms drawn, String hint) {
        SortedMap<String, Long> marks = new TreeMap<>();
        List<Long> carries = Collections.nCopies(terms.parties().size(), 0L);
        Period period = Period.containing(terms.cycle(), terms.from());
        for (int i = 0; i < PERIODS; i++) {
            Calculation result = Calculator.calculate(terms, period, drawn.values(terms), marks, asset -> 2);

            assertThat(sum(result.entitlements())).as(hint).isEqualTo(result.pool());
            assertThat(result.pool().isWhole()).as(hint).isTrue();
            if (!borne(terms)) {
                assertThat(result.clauses()).as(hint).allSatisfy(clause -> notBelowZero(terms, clause));
            }
            Apportionment.Shares shares = Apportionment.share(Apportionment.onGrid(result.entitlements()), carries);
            assertThat(shares.units().stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .as(hint)
                    .isEqualTo(result.pool().floor());
            marks = result.marks();
            carries = shares.carries();
            period = period.next();
        }
    }

    private static Fraction sum(List<Fraction> parts) {
        return parts.stream().reduce(Fraction.ZERO, Fraction::plus);
    }

    private static boolean borne(Terms terms) {
        return terms.clauses().getLast() instanceof Clause.Residual residual && residual.bearsShortfall();
    }

    private static void notBelowZero(Terms terms, ClauseResult result) {
        boolean clawback =
                terms.clauses().stream().anyMatch(c -> c.id().equals(result.clause()) && c instanceof Clause.Clawback);
        if (!clawback) {
            assertThat(result.amounts()).allMatch(amount -> amount.amount().signum() >= 0);
        }
    }
}
