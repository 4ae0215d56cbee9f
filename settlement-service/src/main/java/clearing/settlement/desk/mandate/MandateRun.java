package clearing.settlement.desk.mandate;

import clearing.reconcile.AgreementRefused;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.BreakState;
import clearing.settlement.desk.History;
import clearing.settlement.desk.proposal.Agreeing;
import clearing.settlement.desk.routing.Evidence;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses mandates. Each use is one transaction, under the engine's lock: the mandate still active, the day's budget still enough, the break
 * still such a one; the write-off, its meter, its history and its entry in the audit log are durable together or not at all.
 */
public final class MandateRun {
    private static final Logger LOG = LoggerFactory.getLogger(MandateRun.class);
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Reconciliation reconciliation;
    private final AuditLog audit;
    private final InstantSource clock;

    /** Runs on a member's database. */
    public MandateRun(Database database, Reconciliation reconciliation, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes off what active mandates cover, oldest breaks first, until nothing is left or the budgets are used up.
     *
     * @return breaks that were written off
     */
    public List<Long> run() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Mandate> active = database.read(connection -> Rows.list(
                connection,
                "select * from mandate where state = 'ACTIVE' and valid_from <= ? and valid_to >= ? order by id",
                List.of(today, today),
                Mandate::of));
        List<Long> done = new ArrayList<>();
        for (Mandate mandate : active) {
            for (long breakId : database.read(connection -> covered(connection, mandate, today))) {
                if (use(mandate.id(), breakId, today)) {
                    done.add(breakId);
                }
            }
        }
        return done;
    }

    private static List<Long> covered(Connection connection, Mandate mandate, LocalDate today) throws SQLException {
        Mandate.Used used = Mandate.used(connection, mandate.id(), today);
        BigDecimal left = BigDecimal.valueOf(mandate.dailyMinor()).subtract(used.minor());
        return Rows.list(
                connection,
                "select id from break where not resolved and proposal_id is null and kind = any(?) and account = any(?)"
                        + " and asset = ? and risk_minor <= ? order by id limit ?",
                List.of(
                        mandate.kinds().toArray(String[]::new),
                        mandate.accounts().toArray(String[]::new),
                        mandate.asset(),
                        left.min(BigDecimal.valueOf(mandate.toleranceMinor())),
                        Math.min(AT_ONCE, mandate.dailyCount() - used.count())),
                row -> row.getLong(1));
    }

    /**
     * Uses the mandate for the break, if it still may.
     *
     * @return whether it did
     */
    boolean use(long mandateId, long breakId, LocalDate today) {
        try {
            return reconciliation.inTransaction(clock.instant(), unit -> {
                Mandate mandate = Mandate.locked(unit.connection(), mandateId);
                BreakFacts facts = BreakFacts.locked(unit.connection(), breakId);
                boolean covered = mandate.state().equals("ACTIVE")
                        && facts.state().after(BreakState.Move.PROPOSE, true).isPresent()
                        && mandate.kinds().contains(facts.kind())
                        && mandate.accounts().contains(facts.account())
                        && mandate.asset().equals(facts.asset())
                        && facts.riskMinor().compareTo(BigDecimal.valueOf(mandate.toleranceMinor())) <= 0;
                if (!covered || !metered(unit.connection(), mandate, today, facts.riskMinor())) {
                    return false;
                }
                writeOff(unit, mandate, facts);
                return true;
            });
        } catch (AgreementRefused e) {
            LOG.info("mandate {} was not used for break {}: {}", mandateId, breakId, e.getMessage());
            return false;
        }
    }

    /** Takes it from the day's budget, unless that is used up. */
    private static boolean metered(Connection connection, Mandate mandate, LocalDate day, BigDecimal minor)
            throws SQLException {
        Rows.update(
                connection,
                "insert into mandate_day (mandate_id, day, uses, minor) values (?, ?, 0, 0) on conflict do nothing",
                mandate.id(),
                day);
        return Rows.update(
                        connection,
                        "update mandate_day set uses = uses + 1, minor = minor + ? where mandate_id = ? and day = ?"
                                + " and uses < ? and minor + ? <= ?",
                        minor,
                        mandate.id(),
                        day,
                        mandate.dailyCount(),
                        minor,
                        mandate.dailyMinor())
                == 1;
    }

    private void writeOff(Reconciliation.Unit unit, Mandate mandate, BreakFacts facts) throws SQLException {
        Connection connection = unit.connection();
        Instant now = clock.instant();
        String maker = "mandate " + mandate.id();
        long proposal = Rows.first(
                        connection,
                        "insert into proposal (kind, state, break_id, account, asset, amount_minor, postings, bookings, evidence,"
                                + " reason, maker, at, approvals_needed, decided_at)"
                                + " values ('WRITE_OFF', 'APPROVED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) returning id",
                        List.of(
                                facts.id(),
                                facts.account(),
                                facts.asset(),
                                facts.riskMinor(),
                                facts.postings().toArray(Long[]::new),
                                facts.bookings().toArray(Long[]::new),
                                Evidence.of(facts),
                                mandate.reason(),
                                maker,
                                now,
                                now),
                        row -> row.getLong(1))
                .orElseThrow(() -> new IllegalStateException("an insert gave no number"));
        Rows.update(
                connection,
                "insert into mandate_use (mandate_id, break_id, asset, minor, proposal_id, at) values (?, ?, ?, ?, ?, ?)",
                mandate.id(),
                facts.id(),
                facts.asset(),
                facts.riskMinor(),
                proposal,
                now);
        History.note(connection, facts.id(), now, maker, "APPROVED", "proposal " + proposal + ": " + mandate.reason());
        List<String> approvers = Rows.list(
                connection,
                "select by_whom from mandate_decision where mandate_id = ? and approve order by at, by_whom",
                List.of(mandate.id()),
                row -> row.getString(1));
        Agreeing.agree(unit, facts.postings(), facts.bookings(), maker, String.join(", ", approvers), mandate.reason());
        unit.store();
        audit.append(connection, maker, "MANDATE_USED", "break " + facts.id(), "proposal " + proposal);
    }
}
