package clearing.settlement.desk.policy;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Versions of the policy. One is in force, one may wait; who proposed it cannot approve it. */
public final class Policies {
    private static final int VERSIONS_SHOWN = 100;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    /** Policies in a member's database. */
    public Policies(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** A policy with its number. */
    public record InForce(long version, Policy policy) {}

    /** What holds at this moment of the transaction. */
    public InForce inForce(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        "select version, body from desk_policy where state = 'IN_FORCE'",
                        List.of(),
                        row -> new InForce(row.getLong(1), PolicyJson.read(new JsonObject(row.getString(2)))))
                .orElseGet(() -> new InForce(0, BuiltInPolicy.policy()));
    }

    /** The policy in force and the last versions, as the API shows them. */
    public JsonObject show() {
        return database.read(connection -> {
            InForce current = inForce(connection);
            JsonArray versions = new JsonArray();
            Rows.list(
                            connection,
                            "select * from desk_policy order by version desc limit ?",
                            List.of(VERSIONS_SHOWN),
                            Policies::json)
                    .forEach(versions::add);
            return new JsonObject()
                    .put("version", current.version())
                    .put("policy", PolicyText.write(current.policy()))
                    .put("versions", versions);
        });
    }

    /**
     * A version that waits for another person.
     *
     * @param users names that a policy may name
     * @param mailing who may be told by mail
     * @throws DeskRefusal when the policy is not sound, another waits, or it was made from another than that in force
     */
    public JsonObject propose(
            String maker, long base, JsonObject body, String reason, Set<String> users, Mailing mailing) {
        Policy policy = PolicyJson.read(body);
        policy.groups().forEach((group, members) -> members.forEach(user -> known(users, "groups." + group, user)));
        policy.routing().forEach(rule -> rule.owner().user().ifPresent(user -> known(users, "routing", user)));
        policy.escalation().forEach(rule -> rule.owner().user().ifPresent(user -> known(users, "escalation", user)));
        policy.routing().forEach(rule -> mailable(policy, mailing, "routing." + rule.name(), rule.mail()));
        policy.escalation().forEach(rule -> mailable(policy, mailing, "escalation." + rule.name(), rule.mail()));
        return database.write(connection -> {
            Rows.list(connection, "select version from desk_policy for update", List.of(), row -> row.getLong(1));
            if (inForce(connection).version() != base) {
                throw DeskRefusal.of(Code.CONFLICT, "Another policy is in force by now; begin with that one.");
            }
            if (Rows.number(connection, "select count(*) from desk_policy where state = 'PENDING'") > 0) {
                throw DeskRefusal.of(Code.CONFLICT, "Another policy waits for its decision.");
            }
            long version = 1 + Rows.number(connection, "select coalesce(max(version), 0) from desk_policy");
            int made = Rows.update(
                    connection,
                    "insert into desk_policy (version, state, body, reason, maker, at) values (?, 'PENDING', ?::jsonb, ?, ?, ?)"
                            + " on conflict do nothing",
                    version,
                    PolicyText.write(policy).encode(),
                    reason,
                    maker,
                    clock.instant());
            if (made == 0) {
                throw DeskRefusal.of(Code.CONFLICT, "Another policy waits for its decision.");
            }
            audit.append(connection, maker, "POLICY_PROPOSED", "policy " + version, reason);
            return version(connection, version);
        });
    }

    /** Approves or rejects a version of somebody else. */
    public JsonObject decide(String checker, long version, boolean approve, String reason) {
        return database.write(connection -> {
            JsonObject waiting = Rows.first(
                            connection,
                            "select * from desk_policy where version = ? for update",
                            List.of(version),
                            Policies::json)
                    .orElseThrow(() -> DeskRefusal.of(Code.NOT_FOUND, "The version does not exist."));
            if (!waiting.getString("state").equals("PENDING")) {
                throw DeskRefusal.of(Code.ALREADY_DECIDED, "The version is decided on already.");
            }
            if (waiting.getString("maker").equals(checker)) {
                throw DeskRefusal.of(Code.OWN_PROPOSAL, "Who proposed cannot decide.");
            }
            if (approve) {
                Rows.update(connection, "update desk_policy set state = 'REPLACED' where state = 'IN_FORCE'");
                // The next tick looks at every break by the new rules.
                Rows.update(connection, "update break set aged_on = null where not resolved");
            }
            Rows.update(
                    connection,
                    "update desk_policy set state = ?, checker = ?, decided_at = ?, decision_reason = ? where version = ?",
                    approve ? "IN_FORCE" : "REJECTED",
                    checker,
                    clock.instant(),
                    reason,
                    version);
            audit.append(
                    connection, checker, approve ? "POLICY_APPROVED" : "POLICY_REJECTED", "policy " + version, reason);
            return version(connection, version);
        });
    }

    private static JsonObject version(Connection connection, long version) throws SQLException {
        return Rows.first(connection, "select * from desk_policy where version = ?", List.of(version), Policies::json)
                .orElseThrow(() -> new IllegalStateException("version " + version + " is gone"));
    }

    private static JsonObject json(ResultSet row) throws SQLException {
        JsonObject json = new JsonObject()
                .put("version", row.getLong("version"))
                .put("state", row.getString("state"))
                .put("reason", row.getString("reason"))
                .put("maker", row.getString("maker"))
                .put("at", Rows.instant(row, "at").toString())
                .put("policy", new JsonObject(row.getString("body")));
        Optional<String> checker = Optional.ofNullable(row.getString("checker"));
        if (checker.isPresent()) {
            json.put(
                    "decision",
                    new JsonObject()
                            .put("by", checker.get())
                            .put("approve", !row.getString("state").equals("REJECTED"))
                            .put("reason", row.getString("decision_reason"))
                            .put("at", Rows.instant(row, "decided_at").toString()));
        }
        return json;
    }

    private static void mailable(Policy policy, Mailing mailing, String rule, List<String> mail) {
        policy.told(mail)
                .forEach((named, members) -> mailing.fault(named, members).ifPresent(fault -> {
                    throw DeskRefusal.invalid("policy." + rule + ".mail", "policy." + rule + ".mail: " + fault + ".");
                }));
    }

    private static void known(Set<String> users, String field, String user) {
        if (!users.contains(user)) {
            throw DeskRefusal.invalid("policy." + field, "policy." + field + ": there is no user " + user + ".");
        }
    }
}
