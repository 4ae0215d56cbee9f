package clearing.settlement.source;

import clearing.settlement.source.FollowedSource.CursorType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Values of the column that grows: whole numbers, or times in UTC. */
final class PollCursor {
    private PollCursor() {}

    static boolean fits(CursorType type, String text) {
        try {
            bound(type, text, 0);
            return true;
        } catch (NumberFormatException | DateTimeParseException e) {
            return false;
        }
    }

    /** What the query is asked with: the position, less the overlap. */
    static Object bound(CursorType type, String position, long overlap) {
        return switch (type) {
            case NUMBER -> Long.parseLong(position) - overlap;
            case TIME -> Instant.parse(position).minusSeconds(overlap).atOffset(ZoneOffset.UTC);
        };
    }

    /** The row's value as a position. */
    static String of(CursorType type, ResultSet row, String column) throws SQLException {
        if (row.getObject(column) == null) {
            throw new Intake.Refused("the column " + column + ", the cursor, is empty in a row");
        }
        return switch (type) {
            case NUMBER -> Long.toString(row.getLong(column));
            case TIME -> row.getObject(column, OffsetDateTime.class).toInstant().toString();
        };
    }

    static int compare(CursorType type, String a, String b) {
        return switch (type) {
            case NUMBER -> Long.compare(Long.parseLong(a), Long.parseLong(b));
            case TIME -> Instant.parse(a).compareTo(Instant.parse(b));
        };
    }
}
