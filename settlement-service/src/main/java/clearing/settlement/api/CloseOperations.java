package clearing.settlement.api;

import clearing.settlement.desk.Desk;
import clearing.settlement.desk.trend.TrendDays;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;

/** The close of a business day. */
final class CloseOperations {
    private final Database database;
    private final Desk desk;
    private final Reconciliation reconciliation;
    private final AuditLog audit;
    private final InstantSource clock;
    private final CycleCuts cuts;
    private final Announcer announcer;

    CloseOperations(ServiceParts parts, Announcer announcer) {
        this.database = parts.database();
        this.desk = parts.desk();
        this.reconciliation = parts.reconciliation();
        this.audit = parts.audit();
        this.clock = parts.clock();
        this.cuts = parts.cuts();
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("closeDay", this::closeDay);
    }

    private Answer closeDay(Call call) {
        LocalDate asOf = call.date("asOf").orElseThrow(() -> ApiException.invalid("asOf", "asOf is missing."));
        announcer.breaks(desk.routing().tick());
        Outcome outcome = reconciliation.inTransaction(clock.instant(), unit -> {
            unit.closeDay(asOf, call.user());
            Outcome stored = unit.store();
            TrendDays.close(unit.connection(), asOf);
            audit.append(
                    unit.connection(), call.user(), "DAY_CLOSED", asOf.toString(), stored.breaksOpened() + " breaks");
            cuts.closed(unit.connection(), asOf, clock.instant());
            return stored;
        });
        announcer.breaks(outcome);
        long pending = database.read(connection ->
                Rows.number(connection, "select coalesce(sum(items), 0) from account_tally where status = 0"));
        return Answer.ok(new JsonObject()
                .put("asOf", asOf.toString())
                .put("breaksOpened", outcome.breaksOpened())
                .put("stillPending", pending));
    }
}
