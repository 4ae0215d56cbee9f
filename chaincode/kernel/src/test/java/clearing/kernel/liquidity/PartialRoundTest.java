package clearing.kernel.liquidity;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Seeds;
import clearing.kernel.liquidity.PartialRound.Movement;
import clearing.kernel.liquidity.SettlementRound.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PartialRoundTest {
    private static final int CASES = 400;

    private final long seed = Seeds.seed(14);
    private final RandomGenerator random = Seeds.generator(seed);

    @Test
    void a_divisible_delivery_settles_what_the_shares_allow_at_exactly_its_price() {
        // 100 shares for 2,500: 100 parts of 1 for 25. The seller has 37 shares, the buyer 1,000 of money.
        Case world = new Case(
                new long[] {37, 0, 1_000, 0}, List.of(List.of(new Case.Leg(0, 1, 100), new Case.Leg(2, 3, 2_500))));
        PartialRound round = run(world, bits(0), new int[] {0, 1, 1, 0});

        assertThat(round.movements()).containsExactly(new Movement(0, 37, Step.PARTIAL));
        assertThat(round.waiting(0)).isEqualTo(63);
        assertThat(round.room(1)).isEqualTo(37);
        assertThat(round.room(3)).isEqualTo(925);
        assertThat(round.why(0))
                .containsExactly(new WaitReason.Lacking(0, 63, 63), new WaitReason.Lacking(2, 1_500, 1_500));
    }

    @Test
    void legs_without_a_common_divisor_settle_whole_or_not_at_all() {
        Case world =
                new Case(new long[] {99, 0, 7, 0}, List.of(List.of(new Case.Leg(0, 1, 100), new Case.Leg(2, 3, 7))));
        PartialRound round = run(world, bits(0), new int[] {0, 1, 1, 0});

        assertThat(round.movements()).isEmpty();
        assertThat(round.waiting(0)).isEqualTo(1);
    }

    @Test
    void a_part_that_was_paid_frees_others_and_they_the_remainder() {
        Case world =
                new Case(new long[] {6, 0}, List.of(List.of(new Case.Leg(0, 1, 10)), List.of(new Case.Leg(1, 0, 4))));
        // Whole, the two would offset: 6 + 4 covers 10. With a third before them it takes turns.
        Case blocked = new Case(
                new long[] {6, 0, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(1, 2, 5)),
                        List.of(new Case.Leg(2, 0, 4))));

        assertThat(run(world, bits(), new int[] {0, 1}).movements()).hasSize(2);
        PartialRound round = run(blocked, bits(0), new int[] {0, 1, 2});
        assertThat(round.movements().stream().map(Movement::step)).doesNotContain(Step.PARTIAL);
        Case tight = new Case(
                new long[] {6, 0, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 12)),
                        List.of(new Case.Leg(1, 2, 5)),
                        List.of(new Case.Leg(2, 0, 4))));
        assertThat(run(tight, bits(0), new int[] {0, 1, 2}).movements())
                .containsExactly(
                        new Movement(0, 6, Step.PARTIAL),
                        new Movement(1, 1, Step.GROSS),
                        new Movement(2, 1, Step.GROSS),
                        new Movement(0, 4, Step.PARTIAL));
    }

    @Test
    void nobody_who_lacks_is_overtaken_by_a_part() {
        Case world =
                new Case(new long[] {9, 0}, List.of(List.of(new Case.Leg(0, 1, 10)), List.of(new Case.Leg(0, 1, 4))));

        assertThat(run(world, bits(1), new int[] {0, 1}).movements()).isEmpty();
    }

    @Test
    void without_divisible_instructions_it_is_the_plain_round() {
        for (int n = 0; n < CASES; n++) {
            Case world = Case.mixed(random, 4, 2, random.nextInt(25), 25);
            PartialRound round = run(world, bits(), owners(8, 2));
            SettlementRound plain = SettlementRound.run(world.queue(), world.positions(), owners(8, 2));

            assertThat(round.movements().stream().map(Movement::instruction).toList())
                    .as(Seeds.hint(seed))
                    .isEqualTo(plain.sequence());
            for (int i = 0; i < world.instructions().size(); i++) {
                assertThat(round.why(i)).as(Seeds.hint(seed)).isEqualTo(plain.why(i));
            }
        }
    }

    @Test
    void parts_move_whole_units_in_proportion_and_no_position_ends_below_its_floor() {
        for (int n = 0; n < CASES; n++) {
            int assets = 1 + random.nextInt(3);
            Case world = Case.mixed(random, 3, assets, random.nextInt(20), 25);
            BitSet divisible = some(world.instructions().size());
            PartialRound round = run(world, divisible, owners(3 * assets, assets));
            BigInteger[] ends = start(world);
            long[] moved = new long[world.instructions().size()];
            for (Movement movement : round.movements()) {
                int i = movement.instruction();
                moved[i] += movement.parts();
                long parts = divisible.get(i) ? divisor(world.instructions().get(i)) : 1;
                assertThat(moved[i]).isBetween(1L, parts);
                for (Case.Leg leg : world.instructions().get(i)) {
                    BigInteger[] whole = BigInteger.valueOf(leg.amount())
                            .multiply(BigInteger.valueOf(movement.parts()))
                            .divideAndRemainder(BigInteger.valueOf(parts));
                    assertThat(whole[1].signum()).as(Seeds.hint(seed)).isZero();
                    ends[leg.from()] = ends[leg.from()].subtract(whole[0]);
                    ends[leg.to()] = ends[leg.to()].add(whole[0]);
                }
            }
            for (int p = 0; p < ends.length; p++) {
                assertThat(ends[p].signum()).as(Seeds.hint(seed)).isNotNegative();
                assertThat(round.room(p)).isEqualTo(ends[p].longValueExact());
            }
            for (int i = 0; i < moved.length; i++) {
                long parts = divisible.get(i) ? divisor(world.instructions().get(i)) : 1;
                assertThat(round.waiting(i)).isEqualTo(parts - moved[i]);
                assertThat(round.why(i).isEmpty()).as(Seeds.hint(seed)).isEqualTo(moved[i] == parts);
            }
        }
    }

    /** Of payments in one asset: the first that waits at a member and may be divided leaves less there than one unit of it. */
    @Test
    void the_first_divisible_payment_of_a_member_uses_up_what_the_member_has() {
        int seen = 0;
        for (int n = 0; n < CASES; n++) {
            Case world = Case.payments(random, 4, 1 + random.nextInt(15), 20);
            BitSet divisible = some(world.instructions().size());
            PartialRound round = run(world, divisible, owners(4, 1));
            for (int member = 0; member < 4; member++) {
                for (int i = 0; i < world.instructions().size(); i++) {
                    if (round.waiting(i) > 0
                            && world.instructions().get(i).getFirst().from() == member) {
                        if (divisible.get(i)) {
                            assertThat(round.room(member)).as(Seeds.hint(seed)).isZero();
                            seen++;
                        }
                        break;
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(CASES / 4);
    }

    private BitSet some(int count) {
        BitSet some = new BitSet();
        for (int i = 0; i < count; i++) {
            some.set(i, random.nextBoolean());
        }
        return some;
    }

    private static BigInteger[] start(Case world) {
        List<BigInteger> start = new ArrayList<>();
        for (long available : world.available()) {
            start.add(BigInteger.valueOf(available));
        }
        return start.toArray(BigInteger[]::new);
    }

    private static long divisor(List<Case.Leg> legs) {
        return legs.stream()
                .map(leg -> BigInteger.valueOf(leg.amount()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValueExact();
    }

    private static PartialRound run(Case world, BitSet divisible, int[] owner) {
        InstructionQueue.Builder queue = InstructionQueue.over(world.available().length);
        for (int i = 0; i < world.instructions().size(); i++) {
            world.instructions().get(i).forEach(leg -> queue.leg(leg.from(), leg.to(), leg.amount()));
            if (divisible.get(i)) {
                queue.partial();
            }
            assertThat(queue.end()).isTrue();
        }
        return PartialRound.run(queue.build(), world.positions(), owner);
    }

    private static int[] owners(int positions, int assets) {
        int[] owner = new int[positions];
        for (int p = 0; p < positions; p++) {
            owner[p] = p / assets;
        }
        return owner;
    }

    private static BitSet bits(int... indexes) {
        return GridlockTest.bits(indexes);
    }
}
