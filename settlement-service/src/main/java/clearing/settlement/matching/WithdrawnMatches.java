package clearing.settlement.matching;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Matches of before that do not stand any more, in the caller's transaction, before their items move. A pair, which had no row, gets
 * one that says so.
 */
final class WithdrawnMatches {
    private static final String GONE = " from unnest(?::bigint[], ?::text[]) as gone (item, reason) join ";

    private WithdrawnMatches() {}

    static void write(Connection connection, List<Verdicts.Withdrawn> withdrawn, Instant now) throws SQLException {
        if (!withdrawn.isEmpty()) {
            write(connection, withdrawn, true, now);
            write(connection, withdrawn, false, now);
        }
    }

    /** Those that are found by a posting, or those of entries alone; each by the match in which its first item stood until now. */
    private static void write(Connection connection, List<Verdicts.Withdrawn> withdrawn, boolean byPosting, Instant now)
            throws SQLException {
        List<Long> items = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Verdicts.Withdrawn gone : withdrawn) {
            boolean hasPosting = !gone.items().postings().isEmpty();
            if (hasPosting == byPosting) {
                List<String> of =
                        hasPosting ? gone.items().postings() : gone.items().bookings();
                items.add(Long.valueOf(of.getFirst()));
                reasons.add(gone.reason());
            }
        }
        if (items.isEmpty()) {
            return;
        }
        Long[] numbers = items.toArray(Long[]::new);
        String[] because = reasons.toArray(String[]::new);
        String item = (byPosting ? "posting" : "book_entry") + " i on i.id = gone.item ";
        Rows.update(
                connection,
                "update match_fact set withdrawn_at = ?, withdrawn_because = gone.reason" + GONE + item
                        + "where match_fact.id = i.match_id and withdrawn_at is null",
                now,
                numbers,
                because);
        Rows.update(
                connection,
                "insert into match_fact (id, account, asset, rule, rule_version, minor, reference, postings, bookings, at,"
                        + " withdrawn_at, withdrawn_because) select m.id, m.account, m.asset, m.rule, m.rule_version, m.minor,"
                        + " m.reference, m.postings, m.bookings, m.at, ?, gone.reason" + GONE + item
                        + "join match_pair p on p.id = i.match_id join match m on m.id = p.id and m.withdrawn_at is null",
                now,
                numbers,
                because);
        Rows.update(
                connection,
                "insert into odd_entry (id) select m.id" + GONE + item + "join match_fact m on m.id = i.match_id"
                        + " join book_entry_fact f on f.id = m.id on conflict (id) do nothing",
                numbers,
                because);
    }
}
