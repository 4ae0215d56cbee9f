package clearing.kernel.revenue.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.RandomTerms;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.TermsRules;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two who read the same terms come to the same amounts. */
class SecondOpinionTest {
    private static final int DRAWS = 1_500;
    private static final Scales CENTS = asset -> 2;

    @Test
    void both_come_to_the_same_to_the_last_fraction() {
        int sound = 0;
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + DRAWS; seed++) {
            RandomGenerator random = Seeds.generator(seed);
            RandomTerms drawn = new RandomTerms(random);
            Terms terms = drawn.terms();
            if (TermsRules.check(terms).isPresent()) {
                continue;
            }
            sound++;
            Period period = Period.containing(terms.cycle(), terms.from().plusDays(random.nextInt(400)));
            SortedMap<String, Fraction> values = drawn.values(terms);
            SortedMap<String, Long> marks = new TreeMap<>();
            Calculation first = Calculator.calculate(terms, period, values, marks, CENTS);

            Map<String, SecondOpinion.Q> second = second(terms, period, values, marks);

            for (int i = 0; i < terms.parties().size(); i++) {
                Fraction amount = first.entitlements().get(i);
                assertThat(second.get(terms.parties().get(i).member()).same(amount.numerator(), amount.denominator()))
                        .as(Seeds.hint(seed) + " party " + i + " is entitled to " + amount)
                        .isTrue();
            }
            assertThat(first.entitlements().stream().reduce(Fraction.ZERO, Fraction::plus))
                    .as(Seeds.hint(seed))
                    .isEqualTo(first.pool());
        }
        assertThat(sound).as("terms that pass the check").isGreaterThan(DRAWS / 20);
    }

    private static Map<String, SecondOpinion.Q> second(
            Terms terms, Period period, SortedMap<String, Fraction> values, SortedMap<String, Long> marks) {
        Map<String, SecondOpinion.Q> plain = new TreeMap<>();
        values.forEach((name, value) -> plain.put(name, new SecondOpinion.Q(value.numerator(), value.denominator())));
        return new SecondOpinion(terms, period, plain, marks, CENTS).shares();
    }

    /** The order of the parties decides between equal remainders and nothing else. */
    @Test
    void amounts_do_not_depend_on_the_order_of_the_parties() {
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + DRAWS; seed++) {
            RandomTerms drawn = new RandomTerms(Seeds.generator(seed));
            Terms terms = drawn.terms();
            if (TermsRules.check(terms).isPresent()) {
                continue;
            }
            Period period = Period.containing(terms.cycle(), terms.from());
            SortedMap<String, Fraction> values = drawn.values(terms);
            PeriodCalculation one = calculate(terms, period, values);
            PeriodCalculation other = calculate(turned(terms), period, values);
            String hint = Seeds.hint(seed);
            assertThat(other.pool()).as(hint).isEqualTo(one.pool());
            one.entitled()
                    .forEach((member, places) -> assertThat(
                                    places.subtract(other.entitled().get(member))
                                            .abs())
                            .as(hint + " " + member)
                            .isLessThanOrEqualTo(BigInteger.ONE));
        }
    }

    private static PeriodCalculation calculate(Terms terms, Period period, SortedMap<String, Fraction> values) {
        return PeriodCalculation.of(
                List.of(new PeriodCalculation.Part(terms, period.days())), period, values, new TreeMap<>(), CENTS);
    }

    private static Terms turned(Terms t) {
        List<Party> parties = new ArrayList<>(t.parties());
        Collections.reverse(parties);
        return new Terms(
                t.agreement(),
                t.version(),
                t.title(),
                t.currency(),
                t.cycle(),
                t.from(),
                t.until(),
                t.changeover(),
                parties,
                t.collector(),
                t.escrow(),
                t.measures(),
                t.pool(),
                t.clauses(),
                t.reserve(),
                t.lookback());
    }

    @Test
    void days_of_two_versions_sum_to_the_pool() {
        Terms terms = clearing.kernel.revenue.Partners.terms();
        Period march = Period.containing(terms.cycle(), LocalDate.of(2026, 3, 1));
        SortedMap<String, Fraction> values = new TreeMap<>(Map.of("fees", Fraction.of(1_001), "users", Fraction.ZERO));
        PeriodCalculation both = PeriodCalculation.of(
                List.of(new PeriodCalculation.Part(terms, 10), new PeriodCalculation.Part(terms, 21)),
                march,
                values,
                new TreeMap<>(),
                CENTS);

        assertThat(both.entitled()).isEqualTo(calculate(terms, march, values).entitled());
        assertThat(both.entitled().values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(1_001).multiply(Apportionment.GRID));
    }
}
