package clearing.reconcile;

import java.math.BigInteger;
import java.util.List;

/** Sums of amounts, exact beyond 64 bits: books from outside may hold anything that a long can. */
final class Sums {
    private final BigInteger value;

    private Sums(BigInteger value) {
        this.value = value;
    }

    static Sums of(List<? extends Item> items) {
        BigInteger sum = BigInteger.ZERO;
        for (Item item : items) {
            sum = sum.add(BigInteger.valueOf(item.amountMinor()));
        }
        return new Sums(sum);
    }

    boolean equals(long amountMinor) {
        return value.equals(BigInteger.valueOf(amountMinor));
    }
}
