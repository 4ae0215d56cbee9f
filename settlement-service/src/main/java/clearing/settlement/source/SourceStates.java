package clearing.settlement.source;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far sources were followed and how they fare. */
public final class SourceStates {
    private static final int SENTENCE = 500;

    private SourceStates() {}

    /**
     * One source.
     *
     * @param kind {@code PUSH}, {@code POLL} or {@code CHANGES}
     * @param position where the source goes on, or empty
     * @param entries how many it brought
     * @param lastEntryAt when it brought the last
     * @param seenAt when it was last asked or heard of without a fault
     * @param error what is wrong now, or empty
     */
    public record State(
            String source,
            String kind,
            String position,
            long entries,
            Optional<Instant> lastEntryAt,
            Optional<Instant> seenAt,
            Optional<String> error,
            Optional<Instant> errorAt) {}

    /** All sources that were ever heard of, by name. */
    public static List<State> all(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                "select * from source_state order by source",
                List.of(),
                row -> new State(
                        row.getString("source"),
                        row.getString("kind"),
                        row.getString("position"),
                        row.getLong("entries"),
                        instant(row, "last_entry_at"),
                        instant(row, "seen_at"),
                        Optional.ofNullable(row.getString("error")),
                        instant(row, "error_at")));
    }

    private static Optional<Instant> instant(java.sql.ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, java.time.OffsetDateTime.class))
                .map(java.time.OffsetDateTime::toInstant);
    }

    static Optional<String> position(Connection connection, String source) throws SQLException {
        return Rows.first(
                        connection,
                        "select position from source_state where source = ?",
                        List.of(source),
                        row -> row.getString(1))
                .filter(position -> !position.isEmpty());
    }

    /** In the transaction of the entries: how far it came. */
    static void advanced(Connection connection, String source, String kind, String position, int entries, Instant now)
            throws SQLException {
        Rows.update(
                connection,
                "insert into source_state as s (source, kind, position, entries, last_entry_at, seen_at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (source) do update set kind = excluded.kind, position ="
                        + " excluded.position, entries = s.entries + excluded.entries, last_entry_at ="
                        + " coalesce(excluded.last_entry_at, s.last_entry_at), seen_at = excluded.seen_at, error = null,"
                        + " error_at = null",
                source,
                kind,
                position,
                (long) entries,
                entries > 0 ? Optional.of(Rows.utc(now)) : Optional.empty(),
                now);
    }

    /** What is wrong with it now. */
    static void failed(Connection connection, String source, String kind, String sentence, Instant now)
            throws SQLException {
        String error = sentence.length() > SENTENCE ? sentence.substring(0, SENTENCE) : sentence;
        Rows.update(
                connection,
                "insert into source_state as s (source, kind, error, error_at) values (?, ?, ?, ?) on conflict (source) do"
                        + " update set error = excluded.error, error_at = case when s.error = excluded.error then s.error_at"
                        + " else excluded.error_at end",
                source,
                kind,
                error,
                now);
    }
}
