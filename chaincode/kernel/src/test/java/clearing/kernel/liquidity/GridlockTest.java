package clearing.kernel.liquidity;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GridlockTest {
    private static final int CASES = 400;

    private final long seed = Seeds.seed(11);
    private final RandomGenerator random = Seeds.generator(seed);

    @Test
    void a_ring_without_any_value_settles() {
        Case ring = new Case(
                new long[3],
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(1, 2, 10)),
                        List.of(new Case.Leg(2, 0, 10))));

        SettlementSet set = Gridlock.resolve(ring.queue(), ring.positions());

        assertThat(set.count()).isEqualTo(3);
        assertThat(set.room(0)).isZero();
        assertThat(GrossFifo.settle(ring.queue(), ring.positions()).count()).isZero();
    }

    @Test
    void the_last_instruction_of_a_short_position_goes_and_the_ring_before_it_settles() {
        Case world = new Case(
                new long[] {0, 0, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(1, 0, 10)),
                        List.of(new Case.Leg(0, 2, 1))));

        SettlementSet set = Gridlock.resolve(world.queue(), world.positions());

        assertThat(set.chosen()).isEqualTo(bits(0, 1));
        assertThat(set.lacks(2)).containsExactly(new SettlementSet.Lack(0, 1));
        assertThat(set.moved(0)).isEqualTo(10);
        assertThat(set.used(0)).isZero();
    }

    @Test
    void who_lacks_elsewhere_is_overtaken_only_where_its_cover_stays() {
        // A buyer's cash: the first purchase waits for a seller without shares, the second could be paid.
        List<List<Case.Leg>> purchases =
                List.of(List.of(new Case.Leg(1, 3, 5), new Case.Leg(0, 2, 60)), List.of(new Case.Leg(0, 2, 40)));
        Case enough = new Case(new long[] {100, 0, 0, 0}, purchases);
        Case tooLittle = new Case(new long[] {99, 0, 0, 0}, purchases);

        assertThat(Gridlock.resolve(enough.queue(), enough.positions()).chosen())
                .isEqualTo(bits(1));
        assertThat(Gridlock.resolve(tooLittle.queue(), tooLittle.positions()).chosen())
                .isEqualTo(bits());
        assertThat(Gridlock.strict(enough.queue(), enough.positions()).chosen()).isEqualTo(bits());
    }

    @Test
    void payments_in_one_asset_settle_as_the_unique_optimum_says() {
        for (int i = 0; i < CASES; i++) {
            Case world = Case.payments(random, 2 + random.nextInt(4), random.nextInt(11), 25);
            Oracle oracle = new Oracle(world);
            BitSet optimum = oracle.greatestStrict();

            assertThat(Gridlock.strict(world.queue(), world.positions()).chosen())
                    .as(hint(world))
                    .isEqualTo(optimum);
            assertThat(Gridlock.resolve(world.queue(), world.positions()).chosen())
                    .as(hint(world))
                    .isEqualTo(optimum);
        }
    }

    @Test
    void strict_order_has_one_greatest_set_with_any_legs_and_assets() {
        for (int i = 0; i < CASES; i++) {
            Case world = Case.mixed(random, 2 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(11), 25);

            assertThat(Gridlock.strict(world.queue(), world.positions()).chosen())
                    .as(hint(world))
                    .isEqualTo(new Oracle(world).greatestStrict());
        }
    }

    @Test
    void the_lane_s_order_settles_at_least_what_strict_order_does_and_nothing_can_be_added() {
        int more = 0;
        for (int i = 0; i < CASES; i++) {
            Case world = Case.mixed(random, 2 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(14), 25);
            Oracle oracle = new Oracle(world);
            BitSet strict = Gridlock.strict(world.queue(), world.positions()).chosen();
            BitSet set = Gridlock.resolve(world.queue(), world.positions()).chosen();

            assertThat(oracle.feasible(set)).as(hint(world)).isTrue();
            assertThat(oracle.ordered(set)).as(hint(world)).isTrue();
            assertThat(oracle.maximal(set, oracle::ordered)).as(hint(world)).isTrue();
            assertThat(SetCheck.check(world.queue(), world.positions(), set)).isEmpty();
            more += set.cardinality() - strict.cardinality();
            strict.andNot(set);
            assertThat(strict.isEmpty()).as(hint(world)).isTrue();
        }
        assertThat(more).isPositive();
    }

    @Test
    void large_queues_agree_with_a_second_implementation() {
        for (int i = 0; i < 12; i++) {
            Case world = i % 2 == 0 ? Case.payments(random, 12, 250, 40) : Case.mixed(random, 8, 3, 250, 40);
            Oracle oracle = new Oracle(world);

            assertThat(Gridlock.strict(world.queue(), world.positions()).chosen())
                    .as(hint(world))
                    .isEqualTo(oracle.strictByRescanning());
            BitSet set = Gridlock.resolve(world.queue(), world.positions()).chosen();
            assertThat(oracle.feasible(set) && oracle.ordered(set))
                    .as(hint(world))
                    .isTrue();
        }
    }

    @Test
    void any_wish_is_brought_in_order_and_completed() {
        for (int i = 0; i < CASES; i++) {
            Case world = Case.mixed(random, 3, 2, random.nextInt(12), 25);
            Oracle oracle = new Oracle(world);
            BitSet wish = BitSet.valueOf(
                    new long[] {random.nextLong(1L << world.instructions().size())});
            BitSet set =
                    Gridlock.resolve(world.queue(), world.positions(), wish).chosen();

            assertThat(oracle.feasible(set) && oracle.ordered(set))
                    .as(hint(world))
                    .isTrue();
            assertThat(oracle.maximal(set, oracle::ordered)).as(hint(world)).isTrue();
        }
    }

    @Test
    void gross_in_order_is_what_rescanning_finds_and_part_of_the_optimum() {
        for (int i = 0; i < CASES; i++) {
            Case world = Case.mixed(random, 2 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(25), 40);
            BitSet gross = GrossFifo.settle(world.queue(), world.positions()).chosen();

            assertThat(gross).as(hint(world)).isEqualTo(new Oracle(world).grossByRescanning());
            gross.andNot(Gridlock.strict(world.queue(), world.positions()).chosen());
            assertThat(gross.isEmpty()).as(hint(world)).isTrue();
        }
    }

    @Test
    void two_parties_offset_alone_and_a_third_stays_out() {
        Case world = new Case(
                new long[] {0, 0, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(1, 2, 5)),
                        List.of(new Case.Leg(1, 0, 10)),
                        List.of(new Case.Leg(2, 0, 5))));
        SettlementSet set = BilateralOffset.resolve(world.queue(), world.positions(), new int[] {0, 1, 2});

        assertThat(set.chosen()).isEqualTo(bits(0, 2));
    }

    @Test
    void a_bilateral_offset_is_feasible() {
        for (int i = 0; i < CASES; i++) {
            int assets = 1 + random.nextInt(3);
            Case world = Case.mixed(random, 4, assets, random.nextInt(40), 20);
            int[] owner = new int[4 * assets];
            for (int p = 0; p < owner.length; p++) {
                owner[p] = p / assets;
            }
            BitSet set = BilateralOffset.resolve(world.queue(), world.positions(), owner)
                    .chosen();

            assertThat(new Oracle(world).feasible(set)).as(hint(world)).isTrue();
        }
    }

    private String hint(Case world) {
        return Seeds.hint(seed) + " " + world.instructions() + " over " + java.util.Arrays.toString(world.available());
    }

    static BitSet bits(int... indexes) {
        BitSet bits = new BitSet();
        for (int index : indexes) {
            bits.set(index);
        }
        return bits;
    }
}
