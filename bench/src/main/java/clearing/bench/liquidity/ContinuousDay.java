package clearing.bench.liquidity;

import clearing.bench.liquidity.PaymentDay.Payment;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementRound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A day settled continuously by the kernel's rounds, one a minute, as payments arrive. No one knows the future: a member opens with a
 * share of what it had to bring on average on earlier days; at the close, who is short for what still waits brings the rest, and it
 * settles at once. Each member keeps its own payments in the order of their size, small ones first, as a member may in its own queue.
 */
final class ContinuousDay {
    private static final Comparator<Payment> OWN_ORDER =
            Comparator.comparingLong(Payment::amount).thenComparingInt(Payment::minute);

    private final PaymentDay day;
    private final long[] have;
    private final int[] waits;
    private final int[] owner;
    private long liquidity;
    private long settledBeforeClose;
    private int countBeforeClose;
    private int settled;

    private ContinuousDay(PaymentDay day, long[] opening) {
        this.day = day;
        this.have = opening.clone();
        this.liquidity = Arrays.stream(opening).sum();
        this.waits = new int[day.payments().size()];
        this.owner = new int[day.members()];
        for (int m = 0; m < owner.length; m++) {
            owner[m] = m;
        }
    }

    /** @param opening what each member brings before the first payment */
    static ContinuousDay settle(PaymentDay day, long[] opening) {
        ContinuousDay run = new ContinuousDay(day, opening);
        run.run();
        return run;
    }

    /** What members brought, at the opening and at the close. */
    long liquidity() {
        return liquidity;
    }

    /** Of all value, the share that had settled before the close. */
    double valueBeforeClose() {
        return settledBeforeClose / (double) day.gross();
    }

    /** Of all payments, the share that had settled before the close. */
    double paymentsBeforeClose() {
        return countBeforeClose / (double) waits.length;
    }

    /** Minutes from a payment's arrival to its settlement, at a share of all payments. */
    double wait(double share) {
        int[] sorted = waits.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private void run() {
        List<Payment> waiting = new ArrayList<>();
        int next = 0;
        for (int minute = 0; minute < day.close(); minute++) {
            while (next < day.payments().size() && day.payments().get(next).minute() <= minute) {
                waiting.add(day.payments().get(next++));
            }
            waiting = round(waiting, minute);
        }
        countBeforeClose = settled;
        settledBeforeClose =
                day.gross() - waiting.stream().mapToLong(Payment::amount).sum();
        bringTheRest(waiting);
        if (!round(waiting, day.close()).isEmpty() || settled != waits.length) {
            throw new IllegalStateException("something is left after the close");
        }
    }

    private List<Payment> round(List<Payment> waiting, int minute) {
        waiting.sort(OWN_ORDER);
        InstructionQueue.Builder queue = InstructionQueue.over(day.members());
        for (Payment payment : waiting) {
            if (!queue.payment(payment.payer(), payment.payee(), payment.amount())) {
                throw new IllegalStateException("sums of a drawn day do not fit");
            }
        }
        SettlementRound round = SettlementRound.run(queue.build(), Positions.of(have), owner);
        List<Payment> left = new ArrayList<>();
        for (int n = 0; n < waiting.size(); n++) {
            if (round.set().contains(n)) {
                waits[settled++] = minute - waiting.get(n).minute();
            } else {
                left.add(waiting.get(n));
            }
        }
        for (int m = 0; m < have.length; m++) {
            have[m] = round.room(m);
        }
        return left;
    }

    private void bringTheRest(List<Payment> waiting) {
        long[] after = have.clone();
        for (Payment payment : waiting) {
            after[payment.payer()] -= payment.amount();
            after[payment.payee()] += payment.amount();
        }
        for (int m = 0; m < after.length; m++) {
            long more = Math.max(0, -after[m]);
            have[m] += more;
            liquidity += more;
        }
    }
}
