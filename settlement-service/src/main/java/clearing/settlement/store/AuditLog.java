package clearing.settlement.store;

import clearing.client.journal.AuditSeal;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Who did what and when, sealed in the transaction of the deed itself. Entry {@code i} has the hash
 * {@code SHA-256(previous hash | 6 | i | at | actor | action | subject | detail)}, each part behind its length, so an
 * entry that is changed, left out or moved breaks every hash after it.
 */
public final class AuditLog {
    private static final long LOCK = 0x61756469746C6F67L;

    private final InstantSource clock;

    /** @param clock time of the entries */
    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Appends one entry in the caller's transaction. Writers queue here until the transaction ends, so it comes last.
     *
     * @param connection the transaction
     * @param actor user name, or {@code service}
     * @param action upper-case word, such as {@code STATEMENT_INGESTED}
     * @param subject what it was done to
     * @param detail more, without secrets or amounts of others; may be empty
     */
    public void append(Connection connection, String actor, String action, String subject, String detail)
            throws SQLException {
        append(connection, List.of(new Deed(actor, action, subject, detail)));
    }

    /** What one entry says; as {@link #append(Connection, String, String, String, String)} takes it. */
    public record Deed(String actor, String action, String subject, String detail) {}

    /** Appends one entry for each, all of one time, in their order; like one, they come last. */
    public void append(Connection connection, List<Deed> deeds) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        long index = 0;
        byte[] previous = AuditSeal.beginning();
        try (PreparedStatement last =
                        connection.prepareStatement("select idx, hash from audit order by idx desc limit 1");
                ResultSet row = last.executeQuery()) {
            if (row.next()) {
                index = row.getLong(1) + 1;
                previous = row.getBytes(2);
            }
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit (idx, at, actor, action, subject, detail, hash) values (?, ?, ?, ?, ?, ?, ?)")) {
            for (Deed deed : deeds) {
                byte[] hash =
                        AuditSeal.of(previous, index, at, deed.actor(), deed.action(), deed.subject(), deed.detail());
                insert.setLong(1, index);
                insert.setObject(2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
                insert.setString(3, deed.actor());
                insert.setString(4, deed.action());
                insert.setString(5, deed.subject());
                insert.setString(6, deed.detail());
                insert.setBytes(7, hash);
                insert.addBatch();
                previous = hash;
                index++;
            }
            insert.executeBatch();
        }
    }

    /**
     * Re-computes the whole chain.
     *
     * @param connection any transaction
     * @return index of the first entry that does not fit, or -1 when all do
     */
    public static long firstBroken(Connection connection) throws SQLException {
        byte[] previous = AuditSeal.beginning();
        long expected = 0;
        try (PreparedStatement all = connection.prepareStatement(
                        "select idx, at, actor, action, subject, detail, hash from audit order by idx");
                ResultSet row = all.executeQuery()) {
            while (row.next()) {
                byte[] stored = row.getBytes(7);
                byte[] computed = AuditSeal.of(
                        previous,
                        expected,
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6));
                if (row.getLong(1) != expected || !MessageDigest.isEqual(stored, computed)) {
                    return expected;
                }
                previous = stored;
                expected++;
            }
        }
        return -1;
    }
}
