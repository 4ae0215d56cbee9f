package clearing.reconcile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Running counts per account, side and class, moved along with each finding that comes or goes. */
final class Ledger {
    private static final int CLASSES = 4;

    private final Map<AccountKey, BigInteger> tolerated = new HashMap<>();

    private final Map<AccountKey, Tally[]> tallies = new HashMap<>();

    /** Counts a finding's items in its class, or takes them out with {@code times} -1. */
    void count(Finding finding, int times) {
        int column = switch (finding) {
            case Finding.Agreed a -> 0;
            case Finding.Differs d -> 1;
            case Finding.Waiting w -> 2;
            case Finding.Carried c -> 3;
        };
        if (finding instanceof Finding.Agreed agreed) {
            for (Tolerated each : agreed.grounds().tolerated()) {
                tolerated.merge(each.key(), each.minor().multiply(BigInteger.valueOf(times)), BigInteger::add);
            }
        }
        for (Posting posting : finding.postings()) {
            of(posting.key())[column].add(posting.amountMinor(), times);
        }
        for (Booking booking : finding.bookings()) {
            of(booking.key())[CLASSES + column].add(booking.amountMinor(), times);
        }
    }

    List<Completeness> completeness() {
        List<Completeness> all = new ArrayList<>(tallies.size());
        new TreeMap<>(tallies)
                .forEach((key, columns) -> all.add(new Completeness(
                        key,
                        columns[3].total(),
                        classes(columns, 0),
                        classes(columns, CLASSES),
                        tolerated.getOrDefault(key, BigInteger.ZERO))));
        return all;
    }

    private static Completeness.Classes classes(Tally[] columns, int from) {
        return new Completeness.Classes(columns[from].total(), columns[from + 1].total(), columns[from + 2].total());
    }

    private Tally[] of(AccountKey key) {
        return tallies.computeIfAbsent(key, k -> {
            Tally[] columns = new Tally[2 * CLASSES];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = new Tally();
            }
            return columns;
        });
    }
}
