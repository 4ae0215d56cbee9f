package clearing.reconcile;

import java.math.BigInteger;

/** Count and exact sum of amounts that come and go. Two halves, so that no sum of longs overflows. */
final class Tally {
    private long count;
    private long high;
    private long low;
    private long highIn;
    private long lowIn;
    private boolean used;

    void add(long amountMinor, int times) {
        used = true;
        count += times;
        high += times * (amountMinor >> 32);
        low += times * (amountMinor & 0xffff_ffffL);
        long in = Math.max(0, amountMinor);
        highIn += times * (in >> 32);
        lowIn += times * (in & 0xffff_ffffL);
    }

    void add(Tally other) {
        used |= other.used;
        count += other.count;
        high += other.high;
        low += other.low;
        highIn += other.highIn;
        lowIn += other.lowIn;
    }

    /** True when anything was ever counted. */
    boolean wasUsed() {
        return used;
    }

    Completeness.Total total() {
        return new Completeness.Total(count, whole(high, low), whole(highIn, lowIn));
    }

    private static BigInteger whole(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }
}
