package clearing.settlement.desk.mandate;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.BreakState;
import clearing.settlement.matching.AgreementBatch;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses mandates, under the engine's lock: the mandate active, the day's budget enough, the break such a one and nobody's proposal waiting on
 * it. The write-off, its meter, its history and its entry in the audit log are durable with the verdict that found the break, or none of
 * them is.
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
     * Writes off those of the breaks that active mandates cover, oldest first, as far as the day's budgets go.
     *
     * @param unit in whose transaction, and whose {@link Reconciliation.Unit#store} is the caller's
     * @param breaks row numbers
     * @return what is to be {@linkplain #tell told} when all is written
     */
    public List<Use> use(Reconciliation.Unit unit, List<Long> breaks) throws SQLException {
        if (breaks.isEmpty()) {
            return List.of();
        }
        List<Meter> meters = Meter.locked(unit.connection(), day(unit.now()));
        List<BreakFacts> covered = meters.isEmpty() ? List.of() : covered(unit.connection(), meters, breaks);
        if (covered.isEmpty()) {
            return List.of();
        }
        List<Use> uses = agree(unit, meters, covered);
        for (Meter meter : meters) {
            if (meter.isUsed()) {
                meter.write(unit.connection());
            }
        }
        return Use.written(unit.connection(), unit.now(), uses);
    }

    /** Tells the audit log of uses. */
    public void tell(Connection connection, List<Use> uses) throws SQLException {
        audit.append(
                connection,
                uses.stream()
                        .map(use -> new AuditLog.Deed(
                                use.maker(),
                                "MANDATE_USED",
                                "break " + use.facts().id(),
                                "proposal " + use.proposal()))
                        .toList());
    }

    /** Kept from others until the transaction ends. */
    private static List<BreakFacts> covered(Connection connection, List<Meter> meters, List<Long> breaks)
            throws SQLException {
        List<Long> free = Rows.list(
                connection,
                "select id from break where id = any(?) and not resolved and proposal_id is null and kind = any(?)"
                        + " and account = any(?) order by id for update",
                List.of(
                        breaks.toArray(Long[]::new),
                        any(meters.stream().flatMap(meter -> meter.mandate().kinds().stream())),
                        any(meters.stream().flatMap(meter -> meter.mandate().accounts().stream()))),
                row -> row.getLong(1));
        return free.isEmpty()
                ? List.of()
                : BreakFacts.where(connection, "id = any(?)", List.of((Object) free.toArray(Long[]::new))).stream()
                        .filter(facts -> facts.state()
                                        .after(BreakState.Move.PROPOSE, true)
                                        .isPresent()
                                && meters.stream().anyMatch(meter -> meter.covers(facts)))
                        .toList();
    }

    private static String[] any(Stream<String> words) {
        return words.distinct().toArray(String[]::new);
    }

    private static List<Use> agree(Reconciliation.Unit unit, List<Meter> meters, List<BreakFacts> covered)
            throws SQLException {
        Map<Long, String> approvers = approvers(unit.connection(), meters);
        AgreementBatch batch = unit.agreements(
                covered.stream().flatMap(facts -> facts.postings().stream()).toList(),
                covered.stream().flatMap(facts -> facts.bookings().stream()).toList());
        List<Use> uses = new ArrayList<>();
        for (BreakFacts facts : covered) {
            Optional<Meter> meter = meters.stream()
                    .filter(each -> each.covers(facts) && each.hasLeft(facts.riskMinor()))
                    .findFirst();
            if (meter.isEmpty()) {
                continue;
            }
            Use use = new Use(meter.get().mandate(), facts, 0);
            Optional<String> refused = batch.agree(
                    facts.postings(),
                    facts.bookings(),
                    use.maker(),
                    approvers.getOrDefault(use.mandate().id(), ""),
                    use.mandate().reason());
            if (refused.isPresent()) {
                LOG.info("{} was not used for break {}: {}", use.maker(), facts.id(), refused.get());
            } else {
                meter.get().take(facts.riskMinor());
                uses.add(use);
            }
        }
        batch.write(unit.connection(), unit.now());
        return uses;
    }

    private static Map<Long, String> approvers(Connection connection, List<Meter> meters) throws SQLException {
        Map<Long, String> names = new HashMap<>();
        Rows.list(
                        connection,
                        "select mandate_id, string_agg(by_whom, ', ' order by at, by_whom) from mandate_decision"
                                + " where mandate_id = any(?) and approve group by mandate_id",
                        List.of((Object) meters.stream()
                                .map(meter -> meter.mandate().id())
                                .toArray(Long[]::new)),
                        row -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(each -> names.put(each.getKey(), each.getValue()));
        return names;
    }

    /**
     * Uses mandates for breaks of before: the day is a new one, a mandate is new, or a proposal waits no more. What a mandate covered when
     * its verdict was stored is resolved already.
     *
     * @return breaks that changed
     */
    public List<Long> run() {
        List<Long> changed = new ArrayList<>();
        int before;
        do {
            before = changed.size();
            List<Long> some = database.read(this::waiting);
            if (!some.isEmpty()) {
                changed.addAll(reconciliation.inTransaction(clock.instant(), unit -> again(unit, some)));
            }
        } while (changed.size() > before);
        return changed.stream().distinct().sorted().toList();
    }

    private List<Long> again(Reconciliation.Unit unit, List<Long> breaks) throws SQLException {
        List<Use> uses = use(unit, breaks);
        if (uses.isEmpty()) {
            return List.of();
        }
        List<Long> changed = unit.store().breaks();
        tell(unit.connection(), uses);
        return changed;
    }

    /** Breaks that mandates may be used for, some of the oldest; locks nothing. */
    private List<Long> waiting(Connection connection) throws SQLException {
        LocalDate today = day(clock.instant());
        List<Mandate> active = Rows.list(
                connection,
                "select * from mandate where state = 'ACTIVE' and valid_from <= ? and valid_to >= ? order by id",
                List.of(today, today),
                Mandate::of);
        List<Long> some = new ArrayList<>();
        for (Mandate mandate : active) {
            Mandate.Used used = Mandate.used(connection, mandate.id(), today);
            if (used.count() < mandate.dailyCount()) {
                some.addAll(covered(
                        connection,
                        mandate,
                        BigDecimal.valueOf(mandate.dailyMinor()).subtract(used.minor())));
            }
        }
        return some.stream().distinct().sorted().toList();
    }

    private static List<Long> covered(Connection connection, Mandate mandate, BigDecimal left) throws SQLException {
        return Rows.list(
                connection,
                "select id from break where not resolved and proposal_id is null and kind = any(?) and account = any(?)"
                        + " and asset = ? and risk_minor <= ? order by id limit ?",
                List.of(
                        mandate.kinds().toArray(String[]::new),
                        mandate.accounts().toArray(String[]::new),
                        mandate.asset(),
                        left.min(BigDecimal.valueOf(mandate.toleranceMinor())),
                        AT_ONCE),
                row -> row.getLong(1));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
