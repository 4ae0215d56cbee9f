package clearing.settlement.matching;

import clearing.reconcile.AgreementRefused;
import clearing.reconcile.AgreementRefused.Reason;
import clearing.reconcile.Booking;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Matches of equal references that people have taken back. The references of their entries do not count any more, so that no reference makes
 * them again; what else comes under those references finds the postings.
 */
public final class PartedMatches {
    private PartedMatches() {}

    private record Made(Long[] postings, Long[] bookings) {}

    /**
     * Takes a match back. {@link Reconciliation.Unit#store} then writes what follows; the trace is written here.
     *
     * @param match its row number
     * @param by who proposed it
     * @param approvedBy who approved it
     * @param because why, in words
     * @throws AgreementRefused when it does not stand, or is no match of references
     */
    public static void part(
            Reconciliation.Unit unit, long match, Instant now, String by, String approvedBy, String because)
            throws SQLException {
        Connection connection = unit.connection();
        Made made = Rows.first(
                        connection,
                        "select postings, bookings from match where id = ? and withdrawn_at is null and agreement_id is null",
                        List.of(match),
                        row -> new Made((Long[]) row.getArray(1).getArray(), (Long[])
                                row.getArray(2).getArray()))
                .orElseThrow(() ->
                        new AgreementRefused(Reason.UNKNOWN_AGREEMENT, "No match " + match + " of references stands."));
        Rows.update(
                connection,
                "insert into parted_match (match_id, postings, bookings, at, by_whom, approved_by, because)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                match,
                made.postings(),
                made.bookings(),
                now,
                by,
                approvedBy,
                because);
        unit.setAside(List.of(made.bookings()));
        unit.decline(SuggestionStore.key(made.postings(), made.bookings()));
    }

    /** The entries whose references do not count. */
    static List<Booking> aside(Connection connection, boolean withText) throws SQLException {
        List<Long> numbers = Rows.list(
                connection, "select distinct unnest(bookings) from parted_match", List.of(), row -> row.getLong(1));
        return numbers.isEmpty() ? List.of() : StoredItems.bookings(connection, numbers, withText);
    }

    /** Item sets that no rule puts together again. */
    static Set<String> declined(Connection connection) throws SQLException {
        return new LinkedHashSet<>(Rows.list(
                connection,
                "select postings, bookings from parted_match order by match_id",
                List.of(),
                row -> SuggestionStore.key((Long[]) row.getArray(1).getArray(), (Long[])
                        row.getArray(2).getArray())));
    }
}
