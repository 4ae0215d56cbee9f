package clearing.reconcile;

import java.math.BigInteger;
import java.util.List;

/** Sums of amounts, exact beyond 64 bits: books from outside may hold anything that a long can. */
final class Sums {
    private Sums() {}

    static BigInteger of(List<? extends Item> items) {
        BigInteger sum = BigInteger.ZERO;
        for (Item item : items) {
            sum = sum.add(BigInteger.valueOf(item.amountMinor()));
        }
        return sum;
    }

    static boolean amountTo(List<? extends Item> items, long amountMinor) {
        return of(items).equals(BigInteger.valueOf(amountMinor));
    }
}
