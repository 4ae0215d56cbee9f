package clearing.settlement.matching.rule;

import clearing.reconcile.RuleBook;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Versions of the rule set, in the caller's transaction. */
public final class RuleSetStore {
    private RuleSetStore() {}

    /**
     * A version.
     *
     * @param state PROPOSED, LIVE, RETIRED or REJECTED
     */
    public record Version(int version, JsonObject body, String state, String proposedBy) {}

    /** The rules that are live, {@link RuleBook#STANDARD} where none was ever approved. */
    public static RuleBook live(Connection connection) throws SQLException {
        Optional<Version> live = Rows.first(
                connection,
                "select version, body, state, proposed_by from rule_set where state = 'LIVE'",
                List.of(),
                RuleSetStore::version);
        return live.isEmpty()
                ? RuleBook.STANDARD
                : RuleSetReader.read(live.get().version(), live.get().body()).book();
    }

    /** One version; locked against another decision until the transaction ends. */
    public static Optional<Version> find(Connection connection, int version, boolean toDecide) throws SQLException {
        return Rows.first(
                connection,
                "select version, body, state, proposed_by from rule_set where version = ?"
                        + (toDecide ? " for update" : ""),
                List.of(version),
                RuleSetStore::version);
    }

    private static Version version(java.sql.ResultSet row) throws SQLException {
        return new Version(row.getInt(1), new JsonObject(row.getString(2)), row.getString(3), row.getString(4));
    }

    /** Stores a rule set that was read without fault, as the next version. */
    public static int propose(Connection connection, JsonObject body, String note, String by, Instant now)
            throws SQLException {
        Rows.update(connection, "lock table rule_set in exclusive mode");
        int version = (int) Rows.number(connection, "select coalesce(max(version), 0) + 1 from rule_set");
        Rows.update(
                connection,
                "insert into rule_set (version, body, sha256, note, state, proposed_by, proposed_at)"
                        + " values (?, ?::jsonb, sha256(convert_to(?::jsonb::text, 'UTF8')), ?, 'PROPOSED', ?, ?)",
                version,
                body.encode(),
                body.encode(),
                note,
                by,
                now);
        return version;
    }

    /** Makes a proposed version the live one and retires the one before. */
    public static void approve(Connection connection, int version, String by, String because, Instant now)
            throws SQLException {
        Rows.update(connection, "update rule_set set state = 'RETIRED', live_until = ? where state = 'LIVE'", now);
        Rows.update(
                connection,
                "update rule_set set state = 'LIVE', decided_by = ?, decided_at = ?, decided_because = ?, live_from = ?"
                        + " where version = ?",
                by,
                now,
                because,
                now,
                version);
    }

    /** Turns a proposed version down. */
    public static void reject(Connection connection, int version, String by, String because, Instant now)
            throws SQLException {
        Rows.update(
                connection,
                "update rule_set set state = 'REJECTED', decided_by = ?, decided_at = ?, decided_because = ? where version = ?",
                by,
                now,
                because,
                version);
    }
}
