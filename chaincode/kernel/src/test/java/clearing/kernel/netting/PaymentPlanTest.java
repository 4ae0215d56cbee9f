package clearing.kernel.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PaymentPlanTest {
    @Test
    void members_are_served_in_their_order() {
        assertThat(PaymentPlan.minimalValue(new long[] {-70, 30, 40, 0}))
                .containsExactly(new Payment(0, 1, 30), new Payment(0, 2, 40));
        assertThat(PaymentPlan.minimalValue(new long[] {50, -20, -40, 10}))
                .containsExactly(new Payment(1, 0, 20), new Payment(2, 0, 30), new Payment(2, 3, 10));
        assertThat(PaymentPlan.minimalValue(new long[3])).isEmpty();
        assertThat(PaymentPlan.fewest(new long[0])).isEmpty();
    }

    @Test
    void groups_that_sum_to_zero_save_payments() {
        long[] nets = {-5, -3, 3, 5};

        assertThat(PaymentPlan.minimalValue(nets)).hasSize(3);
        assertThat(PaymentPlan.fewest(nets)).containsExactly(new Payment(0, 3, 5), new Payment(1, 2, 3));
    }

    @Test
    void both_plans_bring_every_net_to_zero_at_the_lower_bound_with_fewer_payments_than_members() {
        long seed = Seeds.seed(43);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 500; round++) {
            long[] nets = nets(random, 1 + random.nextInt(40), 1 + random.nextInt(1_000));
            for (List<Payment> plan : List.of(PaymentPlan.minimalValue(nets), PaymentPlan.fewest(nets))) {
                long[] left = nets.clone();
                for (Payment payment : plan) {
                    left[payment.payer()] += payment.amount();
                    left[payment.payee()] -= payment.amount();
                }
                long halfOfAbsolute = Arrays.stream(nets).map(Math::abs).sum() / 2;
                assertThat(left).as(Seeds.hint(seed)).containsOnly(0);
                assertThat(plan.stream().mapToLong(Payment::amount).sum()).isEqualTo(halfOfAbsolute);
                assertThat(plan.size()).isLessThan(nets.length);
                assertThat(plan).isSorted().allMatch(payment -> payment.amount() > 0);
            }
        }
    }

    @Test
    void no_plan_of_a_small_case_has_fewer_payments_than_the_fewest() {
        long seed = Seeds.seed(44);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 100; round++) {
            long[] nets = nets(random, 2 + random.nextInt(5), 6);
            assertThat(PaymentPlan.fewest(nets)).as(Seeds.hint(seed)).hasSize(leastByTrying(nets));
        }
    }

    @Test
    void beyond_the_exact_size_equal_nets_are_paired() {
        long[] nets = new long[2 * PaymentPlan.MAX_EXACT + 2];
        for (int i = 0; i < nets.length / 2; i++) {
            nets[i] = -(i + 1);
            nets[nets.length - 1 - i] = i + 1;
        }

        assertThat(PaymentPlan.fewest(nets)).hasSize(nets.length / 2);
        assertThat(PaymentPlan.minimalValue(nets).size()).isGreaterThan(nets.length / 2);
    }

    @Test
    void nets_that_do_not_sum_to_zero_are_a_defect() {
        assertThatThrownBy(() -> PaymentPlan.minimalValue(new long[] {1, 0})).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> PaymentPlan.fewest(new long[] {-2, 1})).isInstanceOf(InvariantViolation.class);
    }

    /** The first member with a net pays or is paid by each other in turn: every tree of payments is tried. */
    private static int leastByTrying(long[] nets) {
        int first = 0;
        while (first < nets.length && nets[first] == 0) {
            first++;
        }
        if (first == nets.length) {
            return 0;
        }
        int least = Integer.MAX_VALUE - 1;
        for (int other = first + 1; other < nets.length; other++) {
            if (nets[first] < 0 != nets[other] < 0 && nets[other] != 0) {
                long[] after = nets.clone();
                after[other] += nets[first];
                after[first] = 0;
                least = Math.min(least, 1 + leastByTrying(after));
            }
        }
        return least;
    }

    private static long[] nets(RandomGenerator random, int members, int bound) {
        long[] nets = new long[members];
        for (int i = 1; i < members; i++) {
            nets[i] = random.nextInt(2 * bound + 1) - bound;
            nets[0] -= nets[i];
        }
        return nets;
    }
}
