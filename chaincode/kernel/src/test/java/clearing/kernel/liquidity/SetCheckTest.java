package clearing.kernel.liquidity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Seeds;
import java.util.BitSet;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SetCheckTest {
    private static final int CASES = 60;

    private final long seed = Seeds.seed(12);
    private final RandomGenerator random = Seeds.generator(seed);

    @Test
    void every_set_of_small_queues_is_judged_as_by_the_plain_rules() {
        for (int i = 0; i < CASES; i++) {
            Case world = Case.mixed(random, 3, 1 + random.nextInt(2), random.nextInt(9), 25);
            Oracle oracle = new Oracle(world);
            for (long bits = 0; bits < 1L << world.instructions().size(); bits++) {
                BitSet set = BitSet.valueOf(new long[] {bits});
                Optional<SetCheck.Fault> fault = SetCheck.check(world.queue(), world.positions(), set);
                assertThat(kind(fault)).as(Seeds.hint(seed)).isEqualTo(expected(oracle, set));
            }
        }
    }

    @Test
    void what_does_not_fit_a_long_stays_out_and_changes_nothing() {
        InstructionQueue.Builder queue = InstructionQueue.over(2);
        assertThat(queue.payment(0, 1, Positions.MAX_SUM)).isTrue();
        assertThat(queue.payment(0, 1, 1)).isFalse();
        assertThat(queue.payment(1, 0, 7)).isTrue();

        InstructionQueue built = queue.build();
        assertThat(built.size()).isEqualTo(2);
        assertThat(built.delta(1, 0)).isEqualTo(-7);
        assertThat(Gridlock.resolve(built, Positions.of(0, 7)).chosen()).isEqualTo(GridlockTest.bits(1));
    }

    @Test
    void a_position_below_its_floor_is_no_beginning() {
        assertThatThrownBy(() -> Positions.of(new long[] {-6}, new long[] {-5}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Positions.of(new long[] {-4}, new long[] {-5}).room(0)).isEqualTo(1);
    }

    @Test
    void a_free_selection_is_feasible_and_close_to_the_optimum() {
        long found = 0;
        long best = 0;
        for (int i = 0; i < 40; i++) {
            Case world = i % 2 == 0 ? Case.payments(random, 4, 13, 20) : Case.mixed(random, 3, 2, 13, 20);
            long[] weight = random.longs(13, 1, 1_000).toArray();
            SettlementSet set = FreeSelection.choose(world.queue(), world.positions(), weight, 1_000_000);
            Oracle oracle = new Oracle(world);

            assertThat(oracle.feasible(set.chosen())).isTrue();
            long worth = set.chosen().stream().mapToLong(n -> weight[n]).sum();
            long optimum = oracle.optimum(weight);
            assertThat(worth).isLessThanOrEqualTo(optimum);
            found += worth;
            best += optimum;
        }
        assertThat(found * 100).as(Seeds.hint(seed)).isGreaterThanOrEqualTo(best * 97);
    }

    @Test
    void a_proposal_would_be_accepted_and_is_worth_no_less_than_the_resolution() {
        for (int i = 0; i < 100; i++) {
            Case world = Case.mixed(random, 4, 2, 12, 20);
            long[] ones = FreeSelection.counting(world.queue());
            SettlementSet proposal = FreeSelection.propose(world.queue(), world.positions(), ones, 100_000);

            assertThat(SetCheck.check(world.queue(), world.positions(), proposal.chosen()))
                    .isEmpty();
            assertThat(proposal.count())
                    .isGreaterThanOrEqualTo(
                            Gridlock.resolve(world.queue(), world.positions()).count());
        }
    }

    @Test
    void products_are_compared_without_overflow() {
        assertThat(FreeSelection.compareProducts(Long.MAX_VALUE, 3, Long.MAX_VALUE, 2))
                .isPositive();
        assertThat(FreeSelection.compareProducts(1L << 40, 1L << 30, 1L << 30, 1L << 40))
                .isZero();
        assertThat(FreeSelection.compareProducts(3, 5, 4, 4)).isNegative();
    }

    private static String kind(Optional<SetCheck.Fault> fault) {
        return fault.map(f -> f.getClass().getSimpleName()).orElse("fine");
    }

    private static String expected(Oracle oracle, BitSet set) {
        if (!oracle.feasible(set)) {
            return "Uncovered";
        }
        if (!oracle.ordered(set)) {
            return "Overtakes";
        }
        return oracle.maximal(set, oracle::ordered) ? "fine" : "NotMaximal";
    }
}
