package clearing.settlement.matching;

import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What rules suggest, in the caller's transaction. */
final class SuggestionStore {
    private SuggestionStore() {}

    /** Item sets that people have declined, or whose match by a rule they have undone. */
    static Set<String> declined(Connection connection) throws SQLException {
        Set<String> keys = new LinkedHashSet<>(Rows.list(
                connection,
                "select distinct key from suggestion where state = 'DECLINED' order by key",
                List.of(),
                row -> row.getString(1)));
        keys.addAll(Rows.list(
                connection,
                "select postings, bookings from agreement where undone_at is not null and rule_version > 0 order by id",
                List.of(),
                row -> key((Long[]) row.getArray(1).getArray(), (Long[])
                        row.getArray(2).getArray())));
        return keys;
    }

    static String key(Long[] postings, Long[] bookings) {
        return Proposal.key(texts(postings), texts(bookings));
    }

    private static List<String> texts(Long[] numbers) {
        List<String> texts = new ArrayList<>(numbers.length);
        for (Long number : numbers) {
            texts.add(number.toString());
        }
        return texts;
    }

    /** After a close: new ones are open, those that no rule suggests any more are obsolete. */
    static void keep(Connection connection, List<Proposal> suggestions, int version, Instant now) throws SQLException {
        Set<String> open = new HashSet<>(Rows.list(
                connection, "select key from suggestion where state = 'OPEN'", List.of(), row -> row.getString(1)));
        Set<String> wanted = new HashSet<>();
        for (Proposal each : suggestions) {
            wanted.add(each.key());
            if (!open.contains(each.key())) {
                Rows.update(
                        connection,
                        "insert into suggestion (key, rule, rule_version, postings, bookings, score, evidence, state, made_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?::jsonb, 'OPEN', ?)",
                        each.key(),
                        each.rule(),
                        version,
                        each.postings().stream()
                                .map(Posting::id)
                                .map(Long::valueOf)
                                .toArray(Long[]::new),
                        each.bookings().stream()
                                .map(Booking::id)
                                .map(Long::valueOf)
                                .toArray(Long[]::new),
                        each.evidence().score(),
                        EvidenceJson.of(each.evidence()).encode(),
                        now);
            }
        }
        open.removeAll(wanted);
        if (!open.isEmpty()) {
            Rows.update(
                    connection,
                    "update suggestion set state = 'OBSOLETE', decided_at = ? where state = 'OPEN' and key = any(?)",
                    now,
                    open.toArray(String[]::new));
        }
    }
}
