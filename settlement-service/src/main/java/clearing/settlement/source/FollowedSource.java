package clearing.settlement.source;

import clearing.books.CsvMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A source that the service follows by itself, in a database of the member's own.
 *
 * @param name see {@link SourceName}
 * @param url JDBC address
 * @param user its user
 * @param passwordFile file whose first line is the password
 * @param interval how long to wait when there is nothing more
 * @param mapping of columns, as of a CSV file, with one for {@code entryId}
 * @param how it is followed
 */
public record FollowedSource(
        String name, String url, String user, Path passwordFile, Duration interval, CsvMapping mapping, Follow how) {

    /** How entries are found. */
    public sealed interface Follow {
        /** The word in states and metrics. */
        String kind();
    }

    /** Type of the column that grows. */
    public enum CursorType {
        /** A whole number. */
        NUMBER,
        /** A time with or without zone. */
        TIME
    }

    /**
     * Asking again and again for what is beyond a cursor.
     *
     * @param query with one {@code ?}, the cursor; its rows are ordered by the cursor's column
     * @param cursor name of the column that grows
     * @param start where to begin when nothing was read yet
     * @param overlap how far before the last cursor to ask again, in numbers or seconds: for rows that were committed late
     * @param batch how many rows beyond the cursor go in at once
     * @param listen channel of PostgreSQL's NOTIFY that says when to ask before the interval is over
     */
    public record Poll(
            String query,
            String cursor,
            CursorType type,
            String start,
            long overlap,
            int batch,
            Optional<String> listen)
            implements Follow {
        @Override
        public String kind() {
            return "POLL";
        }
    }

    /**
     * Following the changes that PostgreSQL decodes from its log (pgoutput).
     *
     * @param slot replication slot, made when missing
     * @param publication that the database's owner made for the table
     * @param schema of the table
     * @param table whose inserted rows are entries
     */
    public record Changes(String slot, String publication, String schema, String table) implements Follow {
        @Override
        public String kind() {
            return "CHANGES";
        }
    }
}
