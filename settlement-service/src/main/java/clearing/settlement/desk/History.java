package clearing.settlement.desk;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What happened to a break, written in the transaction in which it happens. */
public final class History {
    private History() {}

    /**
     * One line.
     *
     * @param by user name, {@code service}, or {@code mandate} and its number
     * @param action upper-case word of the API
     * @param text more, perhaps empty
     */
    public static void note(Connection connection, long breakId, Instant at, String by, String action, String text)
            throws SQLException {
        long unused = note(connection, breakId, at, by, action, text, false);
    }

    /**
     * One line that may be meant for the counterparty too.
     *
     * @return its number
     */
    public static long note(
            Connection connection, long breakId, Instant at, String by, String action, String text, boolean shared)
            throws SQLException {
        return Rows.number(
                connection,
                "insert into break_event (break_id, at, by_whom, action, note, shared) values (?, ?, ?, ?, ?, ?) returning seq",
                breakId,
                at,
                by,
                action,
                text,
                shared);
    }
}
