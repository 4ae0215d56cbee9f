package clearing.reconcile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much the two sides of an agreement differ in one account and asset, and are taken as agreed all the same: a rounding, a
 * fee, a write-off.
 *
 * @param minor chain minus books in minor units, never 0
 */
public record Tolerated(AccountKey key, BigInteger minor) {
    public Tolerated {
        if (minor.signum() == 0) {
            throw new IllegalArgumentException("a tolerated difference is not 0");
        }
    }

    /** Chain minus books of the items, by account and asset in their order; empty when they balance. */
    public static List<Tolerated> between(List<Posting> postings, List<Booking> bookings) {
        Map<AccountKey, BigInteger> sums = new TreeMap<>();
        postings.forEach(p -> sums.merge(p.key(), BigInteger.valueOf(p.amountMinor()), BigInteger::add));
        bookings.forEach(
                b -> sums.merge(b.key(), BigInteger.valueOf(b.amountMinor()).negate(), BigInteger::add));
        List<Tolerated> differences = new ArrayList<>();
        sums.forEach((key, minor) -> {
            if (minor.signum() != 0) {
                differences.add(new Tolerated(key, minor));
            }
        });
        return List.copyOf(differences);
    }
}
