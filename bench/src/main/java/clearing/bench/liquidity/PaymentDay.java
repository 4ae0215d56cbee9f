package clearing.bench.liquidity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A day of payments in one asset, in the order of their arrival.
 *
 * @param members that pay each other, numbered from 0
 * @param close minutes from the first to the close
 * @param payments by minute of arrival
 */
record PaymentDay(int members, int close, List<Payment> payments) {
    /**
     * @param minute of arrival, from 0 to the one before the close
     */
    record Payment(int payer, int payee, long amount, int minute) {}

    PaymentDay {
        payments = payments.stream()
                .sorted(Comparator.comparingInt(Payment::minute))
                .toList();
    }

    long gross() {
        return payments.stream().mapToLong(Payment::amount).sum();
    }

    /** What each member pays more than it gets over the whole day: what it must bring, whatever the system. */
    long[] netDebits() {
        long[] position = new long[members];
        for (Payment payment : payments) {
            position[payment.payer()] -= payment.amount();
            position[payment.payee()] += payment.amount();
        }
        return Arrays.stream(position).map(net -> Math.max(0, -net)).toArray();
    }

    /** The least liquidity with which the day can settle: all payments at once at the close. */
    long nettingOptimum() {
        return Arrays.stream(netDebits()).sum();
    }

    /** The liquidity that pairs need which settle their nets at the close, each pair by itself. */
    long bilateralNetting() {
        long[][] owed = new long[members][members];
        for (Payment payment : payments) {
            owed[payment.payer()][payment.payee()] += payment.amount();
        }
        long sum = 0;
        for (int one = 0; one < members; one++) {
            for (int other = 0; other < one; other++) {
                sum += Math.abs(owed[one][other] - owed[other][one]);
            }
        }
        return sum;
    }

    /** The liquidity of gross settlement first in first out in real time: each member's deepest point when all is paid on arrival. */
    long grossFifo() {
        long[] position = new long[members];
        long[] deepest = new long[members];
        for (Payment payment : payments) {
            position[payment.payer()] -= payment.amount();
            deepest[payment.payer()] = Math.min(deepest[payment.payer()], position[payment.payer()]);
            position[payment.payee()] += payment.amount();
        }
        return -Arrays.stream(deepest).sum();
    }
}
