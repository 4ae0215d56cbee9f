package clearing.settlement.api;

import clearing.settlement.desk.Severity;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the metrics say of the desk: open breaks by severity, breached service levels, proposals that wait. */
final class DeskMeters {
    private DeskMeters() {}

    static void bind(MeterRegistry registry, Database database) {
        for (Severity severity : Severity.values()) {
            Gauge.builder(
                            "clearing.breaks.severity",
                            database,
                            d -> count(
                                    d,
                                    "select count(*) from break where not resolved and severity = ?",
                                    severity.ordinal()))
                    .tag("severity", severity.name())
                    .register(registry);
        }
        Gauge.builder(
                        "clearing.breaks.breached",
                        database,
                        d -> count(d, "select count(*) from break where not resolved and breached_at is not null"))
                .register(registry);
        Gauge.builder(
                        "clearing.proposals.waiting",
                        database,
                        d -> count(d, "select count(*) from proposal where state = 'PENDING'"))
                .register(registry);
        Gauge.builder(
                        "clearing.notifications.waiting",
                        database,
                        d -> count(d, "select count(*) from notification where state = 'WAITING'"))
                .register(registry);
    }

    private static double count(Database database, String sql, Object... values) {
        try {
            return database.read(connection -> Rows.number(connection, sql, values));
        } catch (StorageException e) {
            return Double.NaN;
        }
    }
}
