package clearing.reconcile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Running counts per account, side and class, moved along with each finding that comes or goes. Parts that work at the same time count
 * by themselves ({@link #part}); the whole is their sum.
 */
final class Ledger {
    static final int MATCHED = 0;
    static final int BROKEN = 1;
    static final int WAITING = 2;
    static final int CARRIED = 3;
    private static final int CLASSES = 4;

    private final Map<AccountKey, BigInteger> tolerated = new HashMap<>();

    private final Map<AccountKey, Columns> tallies = new HashMap<>();
    private final List<Ledger> parts = new ArrayList<>();

    /** Counts for one part of the work. */
    Ledger part() {
        Ledger part = new Ledger();
        parts.add(part);
        return part;
    }

    /** The tallies of one account: four classes of the chain's side, then four of the books'. */
    static final class Columns {
        private final Tally[] tallies = new Tally[2 * CLASSES];

        private Columns() {
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] = new Tally();
            }
        }

        void count(Side side, int column, long amountMinor, int times) {
            tallies[side == Side.CHAIN ? column : CLASSES + column].add(amountMinor, times);
        }

        private void add(Columns other) {
            for (int i = 0; i < tallies.length; i++) {
                tallies[i].add(other.tallies[i]);
            }
        }
    }

    /** Counts a finding's items in its class, or takes them out with {@code times} -1. */
    void count(Finding finding, int times) {
        int column = switch (finding) {
            case Finding.Agreed a -> MATCHED;
            case Finding.Differs d -> BROKEN;
            case Finding.Waiting w -> WAITING;
            case Finding.Carried c -> CARRIED;
        };
        if (finding instanceof Finding.Agreed agreed) {
            for (Tolerated each : agreed.grounds().tolerated()) {
                tolerated.merge(each.key(), each.minor().multiply(BigInteger.valueOf(times)), BigInteger::add);
            }
        }
        for (Posting posting : finding.postings()) {
            of(posting.key()).count(Side.CHAIN, column, posting.amountMinor(), times);
        }
        for (Booking booking : finding.bookings()) {
            of(booking.key()).count(Side.BOOKS, column, booking.amountMinor(), times);
        }
    }

    List<Completeness> completeness() {
        List<Completeness> all = new ArrayList<>(tallies.size());
        whole().forEach((key, columns) -> {
            Tally[] t = columns.tallies;
            // An account that is only known by name has no items to tell of.
            if (Arrays.stream(t).anyMatch(Tally::wasUsed)) {
                all.add(new Completeness(
                        key,
                        t[CARRIED].total(),
                        classes(t, 0),
                        classes(t, CLASSES),
                        tolerated.getOrDefault(key, BigInteger.ZERO)));
            }
        });
        return all;
    }

    private Map<AccountKey, Columns> whole() {
        Map<AccountKey, Columns> whole = new TreeMap<>();
        tallies.forEach(
                (key, columns) -> whole.computeIfAbsent(key, k -> new Columns()).add(columns));
        parts.forEach(part -> part.tallies.forEach(
                (key, columns) -> whole.computeIfAbsent(key, k -> new Columns()).add(columns)));
        return whole;
    }

    private static Completeness.Classes classes(Tally[] columns, int from) {
        return new Completeness.Classes(columns[from].total(), columns[from + 1].total(), columns[from + 2].total());
    }

    Columns of(AccountKey key) {
        return tallies.computeIfAbsent(key, k -> new Columns());
    }
}
