package clearing.settlement.journal;

import clearing.kernel.reconcile.AnchorPeriod;
import clearing.settlement.errand.Errands;
import clearing.settlement.errand.JournalAnchoring;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Makes errands of the cuts that are to be anchored: the journal of each, and the errand to anchor its root, in one transaction. The tree is
 * computed here and not where the cut is taken, so that no block waits for it; a cut stays due until its errand is stored.
 */
public final class CutErrands {
    private static final String SERVICE = "service";

    private final Database database;
    private final JournalExport export;
    private final AuditLog audit;
    private final InstantSource clock;

    public CutErrands(Database database, JournalExport export, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.export = export;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes all cuts that are due, the oldest first. Blocks. */
    public void run() {
        boolean more = true;
        while (more) {
            more = database.write(connection -> {
                JournalExport.oneMoment(connection);
                Optional<AnchorPeriod> due = Rows.first(
                        connection,
                        "select day, cycle from journal_cut where due order by at, cycle = 0, cycle limit 1 for update",
                        List.of(),
                        row -> new AnchorPeriod(row.getObject(1, LocalDate.class), row.getInt(2)));
                if (due.isPresent()) {
                    take(connection, due.get(), clock.instant());
                }
                return due.isPresent();
            });
        }
    }

    private void take(Connection connection, AnchorPeriod period, Instant now) throws SQLException {
        Rows.update(
                connection,
                "update journal_cut set due = false where day = ? and cycle = ?",
                period.day(),
                period.cycle());
        Optional<JournalExport.Made> made = export.make(connection, SERVICE, period, true, now);
        if (made.isEmpty()) {
            return;
        }
        if (made.get().unbalanced().isEmpty()) {
            Errands.add(
                    connection,
                    new JournalAnchoring(period, made.get().journal().root()),
                    SERVICE,
                    now);
        } else {
            audit.append(
                    connection,
                    SERVICE,
                    "JOURNAL_NOT_ANCHORED",
                    period.toString(),
                    "does not sum up: " + String.join(", ", made.get().unbalanced()));
        }
    }
}
