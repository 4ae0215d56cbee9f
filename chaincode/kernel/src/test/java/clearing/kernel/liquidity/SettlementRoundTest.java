package clearing.kernel.liquidity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Seeds;
import clearing.kernel.liquidity.SettlementRound.Step;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SettlementRoundTest {
    private static final int CASES = 400;

    private final long seed = Seeds.seed(13);
    private final RandomGenerator random = Seeds.generator(seed);

    @Test
    void each_step_settles_what_the_one_before_it_cannot() {
        // One asset, five members; member 0 has 10.
        Case world = new Case(
                new long[] {10, 0, 0, 0, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(1, 2, 30)),
                        List.of(new Case.Leg(2, 1, 20)),
                        List.of(new Case.Leg(2, 3, 10)),
                        List.of(new Case.Leg(3, 4, 15)),
                        List.of(new Case.Leg(4, 0, 15)),
                        List.of(new Case.Leg(0, 3, 15)),
                        List.of(new Case.Leg(4, 2, 11))));
        SettlementRound round = SettlementRound.run(world.queue(), world.positions(), new int[] {0, 1, 2, 3, 4});

        assertThat(round.step(0)).contains(Step.GROSS);
        assertThat(round.step(1)).contains(Step.BILATERAL);
        assertThat(round.step(2)).contains(Step.BILATERAL);
        assertThat(round.step(3)).contains(Step.GROSS);
        assertThat(round.step(4)).contains(Step.MULTILATERAL);
        assertThat(round.step(6)).contains(Step.MULTILATERAL);
        assertThat(round.step(7)).isEmpty();
        assertThat(round.sequence()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(round.why(7)).containsExactly(new WaitReason.Lacking(4, 11, 11));
        assertThat(round.why(0)).isEmpty();
    }

    @Test
    void who_waits_hears_what_is_missing_for_it_alone_and_with_those_before_it() {
        Case world = new Case(
                new long[] {9, 0},
                List.of(
                        List.of(new Case.Leg(0, 1, 10)),
                        List.of(new Case.Leg(0, 1, 20)),
                        List.of(new Case.Leg(0, 1, 3))));
        SettlementRound round = SettlementRound.run(world.queue(), world.positions(), new int[] {0, 1});

        assertThat(round.set().count()).isZero();
        assertThat(round.why(0)).containsExactly(new WaitReason.Lacking(0, 1, 1));
        assertThat(round.why(1)).containsExactly(new WaitReason.Lacking(0, 11, 21));
        assertThat(round.why(2)).containsExactly(new WaitReason.Order(0, 1, 14));
    }

    @Test
    void the_steps_together_are_the_resolution_and_would_be_accepted_as_a_proposal() {
        for (int n = 0; n < CASES; n++) {
            int assets = 1 + random.nextInt(3);
            int members = 2 + random.nextInt(4);
            Case world = Case.mixed(random, members, assets, random.nextInt(40), 30);
            SettlementRound round = run(world, assets);

            assertThat(round.set().chosen())
                    .as(Seeds.hint(seed))
                    .isEqualTo(
                            Gridlock.resolve(world.queue(), world.positions()).chosen());
            assertThat(SetCheck.check(
                            world.queue(), world.positions(), round.set().chosen()))
                    .isEmpty();
            assertThat(round.sequence())
                    .doesNotHaveDuplicates()
                    .hasSize(round.set().count());
        }
    }

    @Test
    void gross_settles_one_after_the_other_and_each_offset_at_one_instant() {
        for (int n = 0; n < CASES; n++) {
            int assets = 1 + random.nextInt(2);
            Case world = Case.mixed(random, 3 + random.nextInt(3), assets, random.nextInt(40), 15);
            SettlementRound round = run(world, assets);
            Oracle oracle = new Oracle(world);
            BitSet sofar = new BitSet();
            for (int s = 0; s < round.sequence().size(); s++) {
                int i = round.sequence().get(s);
                Step step = round.step(i).orElseThrow();
                sofar.set(i);
                boolean lastOfStep = s + 1 == round.sequence().size()
                        || !round.step(round.sequence().get(s + 1))
                                .orElseThrow()
                                .equals(step);
                if (step == Step.GROSS || lastOfStep) {
                    assertThat(oracle.feasible(sofar)).as(Seeds.hint(seed)).isTrue();
                }
                if (step != Step.RESOLUTION && (step == Step.GROSS || lastOfStep)) {
                    assertThat(oracle.strict(sofar)).as(Seeds.hint(seed)).isTrue();
                }
            }
            BitSet gross = new BitSet();
            round.sequence().stream()
                    .takeWhile(i -> round.step(i).orElseThrow() == Step.GROSS)
                    .forEach(gross::set);
            assertThat(gross).as(Seeds.hint(seed)).isEqualTo(oracle.grossByRescanning());
        }
    }

    @Test
    void everybody_who_waits_hears_a_reason_that_the_plain_rules_confirm() {
        for (int n = 0; n < CASES; n++) {
            int assets = 1 + random.nextInt(3);
            Case world = Case.mixed(random, 3, assets, random.nextInt(25), 25);
            SettlementRound round = run(world, assets);
            Oracle oracle = new Oracle(world);
            BitSet set = round.set().chosen();
            List<BigInteger> ends = oracle.ends(set);
            for (int i = 0; i < world.instructions().size(); i++) {
                if (set.get(i)) {
                    assertThat(round.why(i)).isEmpty();
                    continue;
                }
                assertThat(round.why(i)).as(Seeds.hint(seed)).isNotEmpty();
                for (WaitReason reason : round.why(i)) {
                    confirm(reason, i, world, oracle, set, ends);
                }
            }
        }
    }

    private void confirm(WaitReason reason, int i, Case world, Oracle oracle, BitSet set, List<BigInteger> ends) {
        int p = reason.position();
        BigInteger left = ends.get(p).subtract(oracle.draw(i, p));
        switch (reason) {
            case WaitReason.Lacking lack -> {
                BigInteger inOrder = BigInteger.ZERO;
                for (int before = 0; before <= i; before++) {
                    inOrder = set.get(before) ? inOrder : inOrder.add(oracle.draw(before, p));
                }
                assertThat(BigInteger.valueOf(lack.missing())).isEqualTo(left.negate());
                assertThat(BigInteger.valueOf(lack.missingInOrder()))
                        .as(Seeds.hint(seed))
                        .isEqualTo(inOrder.subtract(ends.get(p)));
            }
            case WaitReason.Order order -> {
                assertThat(left.signum()).isNotNegative();
                assertThat(set.get(order.other())).isFalse();
                assertThat(oracle.draw(order.other(), p).subtract(left))
                        .as(Seeds.hint(seed) + " " + world)
                        .isEqualTo(BigInteger.valueOf(order.missing()))
                        .isPositive();
            }
        }
    }

    @Test
    void every_position_has_an_owner() {
        Case world = new Case(new long[] {1, 1}, List.of());
        assertThatThrownBy(() -> SettlementRound.run(world.queue(), world.positions(), new int[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SettlementRound run(Case world, int assets) {
        int[] owner = new int[world.available().length];
        for (int p = 0; p < owner.length; p++) {
            owner[p] = p / assets;
        }
        return SettlementRound.run(world.queue(), world.positions(), owner);
    }
}
