package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.AccountKey;
import clearing.reconcile.References;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs that need a row as other matches do: the entry writes the reference in another way than references are compared, or the
 * number of the entry is that of a match already, as of a pair that was withdrawn.
 */
final class OddPairs {
    private static final int AT_ONCE = 20_000;

    private OddPairs() {}

    /** Makes them matches like others. */
    static void unpair(Connection connection, Verdicts verdicts, Arrivals arrivals) throws SQLException {
        List<Long> stored = new ArrayList<>();
        List<String> references = new ArrayList<>();
        Map<Long, Long> odd = new HashMap<>();
        Map<Long, Long> postingOf = new HashMap<>();
        verdicts.pairs().forEach((posting, booking) -> {
            if (booking >= arrivals.firstEntry()) {
                if (!isNormal(arrivals.entry(booking))) {
                    odd.put(booking, posting);
                }
            } else {
                stored.add(booking);
                references.add(References.normalise(arrivals.posting(posting).reference()));
                postingOf.put(booking, posting);
            }
        });
        for (int from = 0; from < stored.size(); from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, stored.size());
            Rows.list(
                            connection,
                            "select f.id from unnest(?::bigint[], ?::text[]) as p (booking, reference)"
                                    + " join book_entry_fact f on f.id = p.booking left join match_fact m on m.id = f.id"
                                    + " where f.reference <> p.reference or m.id is not null",
                            List.of(
                                    stored.subList(from, to).toArray(Long[]::new),
                                    references.subList(from, to).toArray(String[]::new)),
                            row -> row.getLong(1))
                    .forEach(booking -> odd.put(booking, postingOf.getOrDefault(booking, 0L)));
        }
        odd.keySet().stream().sorted().forEach(booking -> {
            long posting = odd.getOrDefault(booking, 0L);
            verdicts.unpair(key(arrivals, posting, booking), posting, booking);
        });
    }

    private static boolean isNormal(BookEntry entry) {
        return References.normalise(entry.reference()).equals(entry.reference());
    }

    private static AccountKey key(Arrivals arrivals, long posting, long booking) {
        if (booking >= arrivals.firstEntry()) {
            BookEntry entry = arrivals.entry(booking);
            return new AccountKey(entry.account(), entry.asset());
        }
        NewPosting of = arrivals.posting(posting);
        return new AccountKey(of.account(), of.asset());
    }
}
