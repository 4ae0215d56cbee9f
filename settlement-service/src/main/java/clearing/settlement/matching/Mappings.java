package clearing.settlement.matching;

import clearing.books.BooksConfigReader;
import clearing.books.CsvMapping;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The member's mappings of columns, every version of each. What {@code books.json} holds is adopted at the start of the service: as
 * version 1, and as a new version when it changed since it was adopted last. A version that a person saved is never pushed aside so.
 */
public final class Mappings {
    /** Who saves what comes from the configuration. */
    public static final String CONFIGURED = "books.json";

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    /** @param audit hears of each version that a person saves */
    public Mappings(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A version of a mapping.
     *
     * @param json as it was saved
     */
    public record Saved(String name, int version, String json, Instant at, String by) {
        /** As the readers take it. */
        public CsvMapping mapping() {
            return BooksConfigReader.readMapping(name, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes over what is configured. */
    public void adopt(Map<String, String> configured) {
        Instant now = clock.instant();
        database.write(connection -> {
            for (Map.Entry<String, String> each : configured.entrySet()) {
                Optional<Saved> current = current(connection, each.getKey());
                boolean isNew = current.isEmpty()
                        || (current.get().by().equals(CONFIGURED)
                                && !current.get().json().equals(each.getValue()));
                if (isNew) {
                    insert(connection, each.getKey(), current, each.getValue(), CONFIGURED, now);
                }
            }
            return configured.size();
        });
    }

    /**
     * Saves a new version; the same content again is the version that stands.
     *
     * @throws clearing.books.BadBooksConfig when it is no mapping that can be used
     */
    public Saved save(String name, String json, String by) {
        Instant now = clock.instant();
        BooksConfigReader.readMapping(name, json.getBytes(StandardCharsets.UTF_8));
        return database.write(connection -> {
            Optional<Saved> current = current(connection, name);
            if (current.isPresent() && current.get().json().equals(json)) {
                return current.get();
            }
            Saved saved = insert(connection, name, current, json, by, now);
            audit.append(connection, by, "MAPPING_SAVED", name, "version " + saved.version());
            return saved;
        });
    }

    /** The newest version of a mapping. */
    public Optional<Saved> current(String name) {
        return database.read(connection -> current(connection, name));
    }

    /** The newest version of each, by name. */
    public List<Saved> current() {
        return database.read(connection -> Rows.list(
                connection,
                "select distinct on (name) * from books_mapping order by name, version desc",
                List.of(),
                Mappings::saved));
    }

    /** All versions of a mapping, the newest first. */
    public List<Saved> versions(String name) {
        return database.read(connection -> Rows.list(
                connection,
                "select * from books_mapping where name = ? order by version desc",
                List.of(name),
                Mappings::saved));
    }

    private static Optional<Saved> current(Connection connection, String name) throws SQLException {
        return Rows.first(
                connection,
                "select * from books_mapping where name = ? order by version desc limit 1",
                List.of(name),
                Mappings::saved);
    }

    private static Saved insert(
            Connection connection, String name, Optional<Saved> before, String json, String by, Instant now)
            throws SQLException {
        Saved saved = new Saved(name, before.map(Saved::version).orElse(0) + 1, json, now, by);
        Rows.update(
                connection,
                "insert into books_mapping (name, version, mapping, saved_at, saved_by) values (?, ?, ?, ?, ?)",
                name,
                saved.version(),
                json,
                now,
                by);
        return saved;
    }

    private static Saved saved(ResultSet row) throws SQLException {
        return new Saved(
                row.getString("name"),
                row.getInt("version"),
                row.getString("mapping"),
                Rows.instant(row, "saved_at"),
                row.getString("saved_by"));
    }
}
