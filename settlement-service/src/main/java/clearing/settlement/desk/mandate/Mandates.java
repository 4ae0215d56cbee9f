package clearing.settlement.desk.mandate;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** The life of a mandate: proposed by one, approved by two others, switched off by any of them at once. */
public final class Mandates {
    private static final int APPROVERS = 2;

    private final AuditLog audit;
    private final InstantSource clock;

    /** Mandates told to the audit log. */
    public Mandates(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a mandate, which waits for two other persons.
     *
     * @param made its number, state, maker and time are not asked
     */
    public long propose(Connection connection, String maker, Mandate made) throws SQLException {
        if (made.validTo().isBefore(made.validFrom())) {
            throw DeskRefusal.invalid("validTo", "validTo is before validFrom.");
        }
        if (made.toleranceMinor() < 0 || made.dailyMinor() < made.toleranceMinor()) {
            throw DeskRefusal.invalid("dailyAmount", "The day's amount is below the tolerance of one break.");
        }
        long id = Rows.first(
                        connection,
                        "insert into mandate (state, reason, kinds, accounts, asset, tolerance_minor, daily_count, daily_minor,"
                                + " valid_from, valid_to, maker, at) values ('PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " returning id",
                        List.of(
                                made.reason(),
                                made.kinds().toArray(String[]::new),
                                made.accounts().toArray(String[]::new),
                                made.asset(),
                                made.toleranceMinor(),
                                made.dailyCount(),
                                made.dailyMinor(),
                                made.validFrom(),
                                made.validTo(),
                                maker,
                                clock.instant()),
                        row -> row.getLong(1))
                .orElseThrow(() -> new IllegalStateException("an insert gave no number"));
        audit.append(connection, maker, "MANDATE_PROPOSED", "mandate " + id, made.reason());
        return id;
    }

    /** Approves or rejects; the second approval makes it active. */
    public void decide(Connection connection, String checker, long id, boolean approve, String reason)
            throws SQLException {
        Mandate mandate = Mandate.locked(connection, id);
        if (!mandate.state().equals("PENDING")) {
            throw DeskRefusal.of(Code.ALREADY_DECIDED, "The mandate waits no more.");
        }
        List<String> before = Rows.list(
                connection,
                "select by_whom from mandate_decision where mandate_id = ?",
                List.of(id),
                row -> row.getString(1));
        if (mandate.maker().equals(checker) || before.contains(checker)) {
            throw DeskRefusal.of(Code.OWN_PROPOSAL, "Who proposed, or approved before, cannot decide.");
        }
        Rows.update(
                connection,
                "insert into mandate_decision (mandate_id, by_whom, approve, reason, at) values (?, ?, ?, ?, ?)",
                id,
                checker,
                approve,
                reason,
                clock.instant());
        if (!approve) {
            Rows.update(connection, "update mandate set state = 'REJECTED' where id = ?", id);
        } else if (before.size() + 1 >= APPROVERS) {
            Rows.update(connection, "update mandate set state = 'ACTIVE' where id = ?", id);
        }
        audit.append(connection, checker, approve ? "MANDATE_APPROVED" : "MANDATE_REJECTED", "mandate " + id, reason);
    }

    /** From the end of this transaction on it is used no more. */
    public void stop(Connection connection, String by, long id, String reason) throws SQLException {
        Mandate mandate = Mandate.locked(connection, id);
        if (!mandate.state().equals("ACTIVE") && !mandate.state().equals("PENDING")) {
            throw DeskRefusal.of(Code.CONFLICT, "The mandate is not in use.");
        }
        Rows.update(
                connection,
                "update mandate set state = 'OFF', off_by = ?, off_reason = ?, off_at = ? where id = ?",
                by,
                reason,
                clock.instant(),
                id);
        audit.append(connection, by, "MANDATE_OFF", "mandate " + id, reason);
    }
}
