package clearing.settlement.desk.routing;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.age.Calendars;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Scales;
import clearing.settlement.matching.VerdictListener;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Treats breaks when they open or change, in the transaction of the verdicts, and as time goes by, at each tick. */
public final class Routing implements VerdictListener {
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final Policies policies;
    private final Calendars calendars;
    private final Scales scales;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;

    /**
     * @param database the member's
     * @param policies whose rules count
     * @param scales decimals and calendars of assets
     * @param outbox who is told
     * @param clock time of ticks
     */
    public Routing(
            Database database, Policies policies, Scales scales, Outbox outbox, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.policies = policies;
        this.calendars = new Calendars(scales);
        this.scales = scales;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void stored(Connection connection, Instant now, Outcome outcome) throws SQLException {
        if (outcome.breaks().isEmpty()) {
            return;
        }
        Long[] ids = outcome.breaks().toArray(Long[]::new);
        treat(connection, now, BreakFacts.where(connection, "id = any(?)", List.of((Object) ids)));
    }

    /**
     * Treats every break whose age has grown, whose due time has come, or which nobody has seen yet. Each transaction takes
     * a part of them.
     *
     * @return breaks that were treated
     */
    public List<Long> tick() {
        List<Long> treated = new ArrayList<>();
        List<Long> some;
        do {
            some = database.write(this::due);
            treated.addAll(some);
        } while (some.size() == AT_ONCE);
        return treated;
    }

    private List<Long> due(Connection connection) throws SQLException {
        Instant now = clock.instant();
        List<Long> ids = Rows.list(
                connection,
                "select id from break where not resolved and (aged_on is null or aged_on < ? or evidence = ''"
                        + " or (due_at <= ? and breached_at is null)) order by id limit ? for update skip locked",
                List.of(LocalDate.ofInstant(now, ZoneOffset.UTC), now, AT_ONCE),
                row -> row.getLong(1));
        if (!ids.isEmpty()) {
            Long[] numbers = ids.toArray(Long[]::new);
            treat(connection, now, BreakFacts.where(connection, "id = any(?)", List.of((Object) numbers)));
        }
        return ids;
    }

    private void treat(Connection connection, Instant now, List<BreakFacts> all) throws SQLException {
        Treatment treatment = new Treatment(connection, now, policies.inForce(connection), calendars, scales, outbox);
        treatment.treat(all);
        if (treatment.told().isPresent()) {
            audit.append(
                    connection,
                    "service",
                    "BREAKS_TREATED",
                    all.size() + " breaks",
                    treatment.told().get());
        }
    }
}
