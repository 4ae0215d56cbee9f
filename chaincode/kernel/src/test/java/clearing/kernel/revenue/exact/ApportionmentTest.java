package clearing.kernel.revenue.exact;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    private static final int AGREEMENTS = 40;
    private static final int RUNS = 30;

    @Test
    void parts_sum_to_the_whole_and_nobody_is_a_unit_off_ever() {
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + AGREEMENTS; seed++) {
            RandomGenerator random = Seeds.generator(seed);
            int parties = random.nextInt(2, 33);
            List<Long> carries = new ArrayList<>(Collections.nCopies(parties, 0L));
            List<Fraction> off = new ArrayList<>(Collections.nCopies(parties, Fraction.ZERO));
            for (int run = 0; run < RUNS; run++) {
                List<Fraction> entitled = entitlements(random, parties);
                List<BigInteger> places = Apportionment.onGrid(entitled);
                Apportionment.Shares shares = Apportionment.share(places, carries);

                assertThat(sum(shares.units())).as(Seeds.hint(seed)).isEqualTo(sum(entitled));
                assertThat(shares.units()).as(Seeds.hint(seed)).isEqualTo(dealt(places, carries));
                for (int i = 0; i < parties; i++) {
                    off.set(
                            i,
                            off.get(i)
                                    .plus(entitled.get(i))
                                    .minus(whole(shares.units().get(i))));
                    assertThat(off.get(i)).as(Seeds.hint(seed)).isBetween(Fraction.of(-1), Fraction.ONE);
                    // The bound of the Javadoc: no carry reaches a unit but for a party's part of one.
                    Fraction carry =
                            new Fraction(BigInteger.valueOf(shares.carries().get(i)), Apportionment.GRID);
                    assertThat(carry)
                            .as(Seeds.hint(seed))
                            .isBetween(Fraction.of(1 - parties, parties), Fraction.of(parties - 1, parties));
                }
                assertThat(shares.carries().stream().mapToLong(c -> c).sum()).isZero();
                carries = shares.carries();
            }
        }
    }

    @Test
    void equal_remainders_go_to_who_stands_first() {
        Apportionment.Shares shares = Apportionment.share(
                Apportionment.onGrid(List.of(Fraction.of(10, 3), Fraction.of(10, 3), Fraction.of(10, 3))),
                List.of(0L, 0L, 0L));

        assertThat(shares.units()).containsExactly(BigInteger.valueOf(4), BigInteger.valueOf(3), BigInteger.valueOf(3));
    }

    @Test
    void what_is_owed_by_rounding_comes_first_the_next_time() {
        List<BigInteger> places =
                Apportionment.onGrid(List.of(Fraction.of(10, 3), Fraction.of(10, 3), Fraction.of(10, 3)));
        Apportionment.Shares first = Apportionment.share(places, List.of(0L, 0L, 0L));
        Apportionment.Shares second = Apportionment.share(places, first.carries());

        assertThat(second.units()).containsExactly(BigInteger.valueOf(3), BigInteger.valueOf(4), BigInteger.valueOf(3));
    }

    /** Random proportions of a random whole, and now and then something given back. */
    private static List<Fraction> entitlements(RandomGenerator random, int parties) {
        long whole = random.nextInt(4) == 0 ? random.nextLong(10) : random.nextLong(1_000_000_000L);
        long[] weights = random.longs(parties, 1, 1_000_000).toArray();
        long total = 0;
        for (long weight : weights) {
            total += weight;
        }
        List<Fraction> entitled = new ArrayList<>();
        for (long weight : weights) {
            entitled.add(Fraction.of(whole).times(Fraction.of(weight, total)));
        }
        if (random.nextInt(5) == 0) {
            Fraction back = Fraction.of(random.nextLong(1_000_000), 7);
            entitled.set(0, entitled.getFirst().minus(back));
            entitled.set(1, entitled.get(1).plus(back));
        }
        return entitled;
    }

    /** Another way to the same shares: from one unit too few for each, the next unit always goes to whoever lacks most. */
    private static List<BigInteger> dealt(List<BigInteger> places, List<Long> carries) {
        List<BigInteger> targets = new ArrayList<>();
        List<BigInteger> units = new ArrayList<>();
        BigInteger left = BigInteger.ZERO;
        for (int i = 0; i < places.size(); i++) {
            BigInteger target = places.get(i).add(BigInteger.valueOf(carries.get(i)));
            BigInteger start = target.divide(Apportionment.GRID).subtract(BigInteger.ONE);
            if (target.signum() < 0 && target.mod(Apportionment.GRID).signum() != 0) {
                start = start.subtract(BigInteger.ONE);
            }
            targets.add(target);
            units.add(start);
            left = left.add(target).subtract(start.multiply(Apportionment.GRID));
        }
        PriorityQueue<Integer> lacking = new PriorityQueue<>(Comparator.comparing(
                        (Integer i) -> units.get(i).multiply(Apportionment.GRID).subtract(targets.get(i)))
                .thenComparing(i -> i));
        for (int i = 0; i < places.size(); i++) {
            lacking.add(i);
        }
        for (long n = left.divide(Apportionment.GRID).longValueExact(); n > 0; n--) {
            int next = lacking.remove();
            units.set(next, units.get(next).add(BigInteger.ONE));
            lacking.add(next);
        }
        return units;
    }

    private static Fraction whole(BigInteger units) {
        return new Fraction(units, BigInteger.ONE);
    }

    private static BigInteger sum(List<?> parts) {
        Fraction sum = Fraction.ZERO;
        for (Object part : parts) {
            sum = sum.plus(part instanceof Fraction fraction ? fraction : whole((BigInteger) part));
        }
        assertThat(sum.isWhole()).isTrue();
        return sum.numerator();
    }
}
