package clearing.settlement.api;

import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.rule.BadRuleSet;
import clearing.settlement.matching.rule.DryRun;
import clearing.settlement.matching.rule.RuleSetReader;
import clearing.settlement.matching.rule.RuleSetStore;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Versions of the matching rules: proposed by one person, approved by another, rehearsed before. */
final class RuleOperations {
    private static final Logger LOG = LoggerFactory.getLogger(RuleOperations.class);

    private final Vertx vertx;
    private final Database database;
    private final Reconciliation reconciliation;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Announcer announcer;
    private final Map<Integer, JsonObject> dryRuns = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();

    RuleOperations(
            Vertx vertx,
            Database database,
            Reconciliation reconciliation,
            AuditLog audit,
            InstantSource clock,
            Announcer announcer) {
        this.vertx = vertx;
        this.database = database;
        this.reconciliation = reconciliation;
        this.audit = audit;
        this.clock = clock;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("ruleSets", this::list);
        operations.put("ruleSet", call -> Answer.ok(database.read(connection -> show(connection, version(call)))));
        operations.put("proposeRuleSet", this::propose);
        operations.put("approveRuleSet", this::approve);
        operations.put("rejectRuleSet", this::reject);
        operations.put("startDryRun", this::startDryRun);
        operations.put("dryRun", this::dryRun);
    }

    private static int version(Call call) {
        return (int) call.pathNumber("version");
    }

    private Answer list(Call call) {
        Select query = new Select("select * from rule_set");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("version < ?", cursor.number(0));
        }
        query.then("order by version desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(json(row), Cursor.of((long) row.getInt("version"))))));
    }

    private static JsonObject show(Connection connection, int version) throws SQLException {
        return Rows.first(
                        connection, "select * from rule_set where version = ?", List.of(version), RuleOperations::json)
                .orElseThrow(() -> ApiException.notFound("The rule set"));
    }

    private static JsonObject json(ResultSet row) throws SQLException {
        JsonObject set = new JsonObject()
                .put("version", row.getInt("version"))
                .put("state", row.getString("state"))
                .put("ruleSet", new JsonObject(row.getString("body")))
                .put("sha256", HexFormat.of().formatHex(row.getBytes("sha256")))
                .put("note", row.getString("note"))
                .put("proposedBy", row.getString("proposed_by"))
                .put("proposedAt", Rows.instant(row, "proposed_at").toString());
        Json.put(set, "decidedBy", Optional.ofNullable(row.getString("decided_by")));
        Json.put(set, "decidedBecause", Optional.ofNullable(row.getString("decided_because")));
        for (Map.Entry<String, String> time : Map.of(
                        "decidedAt", "decided_at", "liveFrom", "live_from", "liveUntil", "live_until")
                .entrySet()) {
            Optional.ofNullable(row.getObject(time.getValue(), OffsetDateTime.class))
                    .ifPresent(at -> set.put(time.getKey(), at.toInstant().toString()));
        }
        return set;
    }

    private Answer propose(Call call) {
        JsonObject body = call.json().getJsonObject("ruleSet");
        try {
            RuleSetReader.read(1, body);
        } catch (BadRuleSet e) {
            throw ApiException.invalid("ruleSet." + e.field(), e.sentence());
        }
        return Answer.ok(database.write(connection -> {
            int version =
                    RuleSetStore.propose(connection, body, call.json().getString("note"), call.user(), clock.instant());
            audit.append(
                    connection,
                    call.user(),
                    "RULES_PROPOSED",
                    "rule set " + version,
                    call.json().getString("note"));
            return show(connection, version);
        }));
    }

    /** A proposed version for someone else than its proposer to decide on. */
    private static RuleSetStore.Version toDecide(Connection connection, Call call, boolean another)
            throws SQLException {
        RuleSetStore.Version found = RuleSetStore.find(connection, version(call), true)
                .orElseThrow(() -> ApiException.notFound("The rule set"));
        if (!found.state().equals("PROPOSED")) {
            throw ApiException.conflict("The rule set is " + found.state() + ", not PROPOSED.");
        }
        if (another && found.proposedBy().equals(call.user())) {
            throw ApiException.conflict("Who proposes rules does not approve them.");
        }
        return found;
    }

    private Answer approve(Call call) {
        String because = call.json().getString("reason");
        // Looked at first in a transaction of its own, so that a refusal leaves the engine alone.
        database.write(connection -> toDecide(connection, call, true));
        Outcome outcome = reconciliation.useRules(clock.instant(), unit -> {
            RuleSetStore.Version found = toDecide(unit.connection(), call, true);
            RuleSetStore.approve(unit.connection(), found.version(), call.user(), because, clock.instant());
            audit.append(unit.connection(), call.user(), "RULES_APPROVED", "rule set " + found.version(), because);
            return RuleSetReader.read(found.version(), found.body()).book();
        });
        announcer.breaks(outcome);
        return Answer.ok(database.read(connection -> show(connection, version(call)))
                .put("matched", outcome.matched())
                .put("breaksResolved", outcome.breaksResolved()));
    }

    private Answer reject(Call call) {
        String because = call.json().getString("reason");
        return Answer.ok(database.write(connection -> {
            RuleSetStore.Version found = toDecide(connection, call, false);
            RuleSetStore.reject(connection, found.version(), call.user(), because, clock.instant());
            audit.append(connection, call.user(), "RULES_REJECTED", "rule set " + found.version(), because);
            return show(connection, found.version());
        }));
    }

    private Answer startDryRun(Call call) {
        int version = version(call);
        RuleSetStore.Version found = database.read(connection -> RuleSetStore.find(connection, version, false))
                .orElseThrow(() -> ApiException.notFound("The rule set"));
        if (!running.compareAndSet(false, true)) {
            throw ApiException.conflict("Another dry run is under way.");
        }
        JsonObject state = state(version, "RUNNING", call.user());
        dryRuns.put(version, state);
        vertx.executeBlocking(() -> rehearse(found, call.user()), false).onComplete(done -> running.set(false));
        return Answer.status(202, state);
    }

    private JsonObject rehearse(RuleSetStore.Version found, String by) {
        JsonObject result;
        try {
            JsonObject changes = database.read(connection -> DryRun.run(
                    connection,
                    reconciliation,
                    RuleSetReader.read(found.version(), found.body()).book()));
            result = state(found.version(), "DONE", by).put("changes", changes);
        } catch (DryRun.TooLarge e) {
            result = state(found.version(), "FAILED", by).put("problem", e.sentence());
        } catch (RuntimeException | Error e) {
            LOG.error("the dry run of rule set {} failed", found.version(), e);
            result = state(found.version(), "FAILED", by).put("problem", "The dry run failed; the log tells why.");
        }
        dryRuns.put(found.version(), result);
        return result;
    }

    private JsonObject state(int version, String state, String by) {
        return new JsonObject()
                .put("version", version)
                .put("state", state)
                .put("startedBy", by)
                .put("at", clock.instant().toString());
    }

    private Answer dryRun(Call call) {
        database.read(connection -> show(connection, version(call)));
        return Answer.ok(Optional.ofNullable(dryRuns.get(version(call)))
                .orElseThrow(() -> ApiException.notFound("A dry run of this rule set")));
    }
}
