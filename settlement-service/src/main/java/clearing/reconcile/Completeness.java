package clearing.reconcile;

import java.math.BigInteger;

/**
 * Where the items of one account and asset stand. Each item counts in exactly one class.
 *
 * @param key account and asset
 * @param carried postings from before the books begin: the chain's opening balance
 * @param chain the postings since
 * @param books the bookings
 * @param toleratedMinor what agreements tolerate, chain minus books: matched on the chain = matched in the books + this
 */
public record Completeness(AccountKey key, Total carried, Classes chain, Classes books, BigInteger toleratedMinor) {
    /**
     * Number of items and sums of their amounts in minor units.
     *
     * @param sumMinor of all
     * @param inMinor of those above zero
     */
    public record Total(long count, BigInteger sumMinor, BigInteger inMinor) {
        /** No item. */
        public static final Total NONE = new Total(0, BigInteger.ZERO, BigInteger.ZERO);

        Total plus(Total other) {
            return new Total(count + other.count, sumMinor.add(other.sumMinor), inMinor.add(other.inMinor));
        }
    }

    /** The three classes of one side. */
    public record Classes(Total matched, Total broken, Total pending) {
        /** A side without items. */
        public static final Classes NONE = new Classes(Total.NONE, Total.NONE, Total.NONE);

        /** All items. */
        public Total all() {
            return matched.plus(broken).plus(pending);
        }

        /** Items without agreement: broken and pending. */
        public Total open() {
            return broken.plus(pending);
        }
    }
}
