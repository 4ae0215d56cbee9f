package clearing.kernel.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LossSharesTest {
    @Test
    void the_largest_remainders_get_what_is_left_and_ties_go_by_order() {
        assertThat(shares(100, list(1, 1, 1), list(100, 100, 100))).isEqualTo(list(34, 33, 33));
        assertThat(shares(2, list(1, 1, 1), list(2, 2, 2))).isEqualTo(list(1, 1, 0));
        assertThat(shares(10, list(6, 3, 1), list(9, 9, 9))).isEqualTo(list(6, 3, 1));
        assertThat(shares(11, list(5, 5, 0), list(9, 9, 9))).isEqualTo(list(6, 5, 0));
    }

    @Test
    void who_is_at_its_cap_leaves_the_rest_to_the_others() {
        assertThat(shares(100, list(1, 1, 2), list(10, 100, 100))).isEqualTo(list(10, 30, 60));
        assertThat(shares(100, list(1, 1, 2), list(10, 20, 30))).isEqualTo(list(10, 20, 30));
        assertThat(shares(0, list(1, 1), list(5, 5))).isEqualTo(list(0, 0));
        assertThat(shares(7, list(0, 0), list(5, 5))).isEqualTo(list(0, 0));
    }

    @Test
    void shares_are_those_of_an_independent_computation() {
        long seed = Seeds.seed(20_260_303L);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 5_000; round++) {
            int members = 1 + random.nextInt(7);
            long scale = 1L << random.nextInt(50);
            List<BigInteger> weights = draw(random, members, scale);
            List<BigInteger> caps = draw(random, members, scale);
            BigInteger amount = BigInteger.valueOf(random.nextLong(1 + 3 * scale));

            List<BigInteger> shares = LossShares.of(amount, weights, caps);

            assertThat(shares)
                    .as("%s: %s by %s up to %s", Seeds.hint(seed), amount, weights, caps)
                    .isEqualTo(ExactShares.of(amount, weights, caps));
        }
    }

    private static List<BigInteger> draw(RandomGenerator random, int count, long scale) {
        List<BigInteger> drawn = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> drawn.add(BigInteger.valueOf(random.nextInt(5) == 0 ? 0 : random.nextLong(scale + 1))));
        return drawn;
    }

    private static List<BigInteger> shares(long amount, List<BigInteger> weights, List<BigInteger> caps) {
        return LossShares.of(BigInteger.valueOf(amount), weights, caps);
    }

    private static List<BigInteger> list(long... values) {
        return LongStream.of(values).mapToObj(BigInteger::valueOf).toList();
    }
}
