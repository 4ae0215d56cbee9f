package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.AccountKey;
import clearing.reconcile.References;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs that need a row as other matches do: the entry writes the reference in another way than references are compared, or the
 * number of the entry is that of a match already, as of a pair that was withdrawn.
 */
final class OddPairs {
    private static final int AT_ONCE = 20_000;

    private OddPairs() {}

    /** Makes them matches like others. */
    static void unpair(Connection connection, Verdicts verdicts, Arrivals arrivals) throws SQLException {
        List<Long> before = new ArrayList<>();
        Map<Long, Long> odd = new HashMap<>();
        Map<Long, Long> postingOf = new HashMap<>();
        verdicts.pairs().forEach((posting, booking) -> {
            if (booking >= arrivals.firstEntry()) {
                if (!EntryLists.isNormal(arrivals.entry(booking))) {
                    odd.put(booking, posting);
                }
            } else {
                before.add(booking);
                postingOf.put(booking, posting);
            }
        });
        List<Long> stored = List.copyOf(listed(connection, before));
        List<String> references = stored.stream()
                .map(booking -> References.normalise(
                        arrivals.posting(postingOf.getOrDefault(booking, 0L)).reference()))
                .toList();
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

    /** Of pairs with stored entries those that may be odd: mostly there is none, which one look at the range of their numbers tells. */
    private static Set<Long> listed(Connection connection, List<Long> bookings) throws SQLException {
        if (bookings.isEmpty()) {
            return Set.of();
        }
        Optional<Integer> any = Rows.first(
                connection,
                "select 1 from odd_entry where id between ? and ? limit 1",
                List.of(Collections.min(bookings), Collections.max(bookings)),
                row -> row.getInt(1));
        if (any.isEmpty()) {
            return Set.of();
        }
        Set<Long> listed = new HashSet<>();
        for (int from = 0; from < bookings.size(); from += AT_ONCE) {
            List<Long> some = bookings.subList(from, Math.min(from + AT_ONCE, bookings.size()));
            listed.addAll(Rows.list(
                    connection,
                    "select id from odd_entry where id = any(?)",
                    List.of((Object) some.toArray(Long[]::new)),
                    row -> row.getLong(1)));
        }
        return listed;
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
