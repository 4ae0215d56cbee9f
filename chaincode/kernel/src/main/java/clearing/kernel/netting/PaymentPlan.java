package clearing.kernel.netting;

import clearing.kernel.InvariantViolation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Payments that bring every net to zero. Whoever has to receive pays nobody, so every plan's value is the least possible one: half
 * the sum of the absolute nets, which is what the linear program of the transport problem gives. A plan for N members has
 * at most N - 1 payments. Payments are ordered by payer and payee.
 */
public final class PaymentPlan {
    /** Up to this many members with a net, {@link #fewest} finds the least number of payments there is. */
    public static final int MAX_EXACT = 16;

    private final long[] left;
    private final List<Payment> payments = new ArrayList<>();

    private PaymentPlan(long[] nets) {
        this.left = nets.clone();
    }

    /**
     * Smallest total value, members served in their order.
     *
     * @param nets one to a member, positive to receive; they sum to zero
     */
    public static List<Payment> minimalValue(long[] nets) {
        PaymentPlan plan = new PaymentPlan(nets);
        plan.settle(plan.open());
        return plan.proved(nets);
    }

    /**
     * Smallest total value with few payments: the fewest possible for up to {@link #MAX_EXACT} members with a net; beyond, equal
     * nets are paired first and the largest are served before the small.
     *
     * @param nets one to a member, positive to receive; they sum to zero
     */
    public static List<Payment> fewest(long[] nets) {
        PaymentPlan plan = new PaymentPlan(nets);
        List<Integer> open = plan.open();
        if (open.size() <= MAX_EXACT) {
            ZeroGroups.of(nets, open).forEach(plan::settle);
        } else {
            plan.pairEquals(open);
            List<Integer> rest = plan.open();
            rest.sort(Comparator.comparingLong((Integer member) -> -Math.abs(plan.left[member]))
                    .thenComparing(Comparator.naturalOrder()));
            plan.settle(rest);
        }
        return plan.proved(nets);
    }

    /** The least value that any set of payments can have that brings the nets to zero: the sum of what is to be received. */
    public static long lowerBound(long[] nets) {
        long sum = 0;
        for (long net : nets) {
            sum = Math.addExact(sum, Math.max(net, 0));
        }
        return sum;
    }

    private List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int member = 0; member < left.length; member++) {
            if (left[member] != 0) {
                open.add(member);
            }
        }
        return open;
    }

    /** Walks along payers and receivers; each payment brings at least one of the two to zero, and the last one both. */
    private void settle(List<Integer> members) {
        ArrayDeque<Integer> payers = new ArrayDeque<>();
        ArrayDeque<Integer> receivers = new ArrayDeque<>();
        for (int member : members) {
            (left[member] < 0 ? payers : receivers).add(member);
        }
        while (!payers.isEmpty() && !receivers.isEmpty()) {
            int payer = payers.getFirst();
            int receiver = receivers.getFirst();
            pay(payer, receiver, Math.min(-left[payer], left[receiver]));
            if (left[payer] == 0) {
                payers.removeFirst();
            }
            if (left[receiver] == 0) {
                receivers.removeFirst();
            }
        }
    }

    private void pairEquals(List<Integer> open) {
        TreeMap<Long, ArrayDeque<Integer>> receivers = new TreeMap<>();
        for (int member : open) {
            if (left[member] > 0) {
                receivers
                        .computeIfAbsent(left[member], amount -> new ArrayDeque<>())
                        .add(member);
            }
        }
        for (int member : open) {
            ArrayDeque<Integer> equal = left[member] < 0 ? receivers.get(-left[member]) : null;
            if (equal != null && !equal.isEmpty()) {
                pay(member, equal.removeFirst(), -left[member]);
            }
        }
    }

    private void pay(int payer, int receiver, long amount) {
        payments.add(new Payment(payer, receiver, amount));
        left[payer] += amount;
        left[receiver] -= amount;
    }

    private List<Payment> proved(long[] nets) {
        long value = 0;
        for (Payment payment : payments) {
            value = Math.addExact(value, payment.amount());
        }
        int members = 0;
        for (int member = 0; member < nets.length; member++) {
            members += nets[member] == 0 ? 0 : 1;
            if (left[member] != 0) {
                throw new InvariantViolation("the nets do not sum to zero: member " + member + " is left over");
            }
        }
        if (value != lowerBound(nets) || payments.size() > Math.max(0, members - 1)) {
            throw new InvariantViolation("the payments are more than the nets need");
        }
        Collections.sort(payments);
        return List.copyOf(payments);
    }
}
