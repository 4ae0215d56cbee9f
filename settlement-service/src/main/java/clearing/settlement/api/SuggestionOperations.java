package clearing.settlement.api;

import clearing.reconcile.AgreementRefused;
import clearing.settlement.matching.Candidates;
import clearing.settlement.matching.EvidenceJson;
import clearing.settlement.matching.NewAgreement;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules suggest and people decide; candidates for an item; and matches taken back. */
final class SuggestionOperations {
    private final Database database;
    private final Reconciliation reconciliation;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Announcer announcer;

    SuggestionOperations(
            Database database,
            Reconciliation reconciliation,
            AuditLog audit,
            InstantSource clock,
            Announcer announcer) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.audit = audit;
        this.clock = clock;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("suggestions", this::list);
        operations.put("acceptSuggestion", this::accept);
        operations.put("declineSuggestion", this::decline);
        operations.put("candidates", this::candidates);
        operations.put("undoMatch", this::undo);
    }

    private Answer list(Call call) {
        Select query = new Select("select * from suggestion")
                .where("state = ?", call.text("state").orElse("OPEN"));
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("(-score, id) > (?, ?)", cursor.number(0), cursor.number(1));
        }
        query.then("order by score desc, id");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(json(row), Cursor.of(Long.toString(-row.getLong("score")), row.getLong("id"))))));
    }

    private static JsonObject json(ResultSet row) throws SQLException {
        JsonObject suggestion = new JsonObject()
                .put("id", row.getLong("id"))
                .put("rule", row.getString("rule"))
                .put("ruleVersion", row.getInt("rule_version"))
                .put("postings", Json.numbers(row.getArray("postings")))
                .put("bookEntries", Json.numbers(row.getArray("bookings")))
                .put("score", row.getInt("score"))
                .put("evidence", new JsonObject(row.getString("evidence")))
                .put("state", row.getString("state"))
                .put("at", Rows.instant(row, "made_at").toString());
        Json.put(suggestion, "decidedBy", Optional.ofNullable(row.getString("decided_by")));
        Json.put(suggestion, "decidedBecause", Optional.ofNullable(row.getString("decided_because")));
        long agreement = row.getLong("agreement_id");
        if (agreement != 0) {
            suggestion.put("agreement", agreement);
        }
        return suggestion;
    }

    private record Open(
            long id,
            String key,
            String rule,
            int version,
            List<Long> postings,
            List<Long> bookings,
            JsonObject evidence) {}

    private static Open open(Connection connection, Call call) throws SQLException {
        record Found(Open suggestion, String state) {}
        Found found = Rows.first(
                        connection,
                        "select * from suggestion where id = ? for update",
                        List.of(call.pathNumber("suggestionId")),
                        row -> new Found(
                                new Open(
                                        row.getLong("id"),
                                        row.getString("key"),
                                        row.getString("rule"),
                                        row.getInt("rule_version"),
                                        Arrays.asList((Long[])
                                                row.getArray("postings").getArray()),
                                        Arrays.asList((Long[])
                                                row.getArray("bookings").getArray()),
                                        new JsonObject(row.getString("evidence"))),
                                row.getString("state")))
                .orElseThrow(() -> ApiException.notFound("The suggestion"));
        if (!found.state().equals("OPEN")) {
            throw ApiException.conflict("The suggestion is " + found.state() + ".");
        }
        return found.suggestion();
    }

    private static JsonObject decided(
            Connection connection, Call call, InstantSource clock, String state, Optional<Long> agreement)
            throws SQLException {
        Rows.update(
                connection,
                "update suggestion set state = ?, decided_at = ?, decided_by = ?, decided_because = ?, agreement_id = ?"
                        + " where id = ?",
                state,
                clock.instant(),
                call.user(),
                call.json().getString("reason"),
                agreement,
                call.pathNumber("suggestionId"));
        return Rows.first(
                        connection,
                        "select * from suggestion where id = ?",
                        List.of(call.pathNumber("suggestionId")),
                        SuggestionOperations::json)
                .orElseThrow(() -> ApiException.notFound("The suggestion"));
    }

    private record Done(JsonObject body, Outcome outcome) {}

    private Answer accept(Call call) {
        database.write(connection -> open(connection, call));
        return tell(() -> reconciliation.inTransaction(clock.instant(), unit -> {
            Open open = open(unit.connection(), call);
            long agreement = unit.agree(new NewAgreement(
                    open.postings(),
                    open.bookings(),
                    open.rule(),
                    open.version(),
                    unit.difference(open.postings(), open.bookings()),
                    EvidenceJson.evidence(open.evidence()),
                    call.user(),
                    Optional.empty(),
                    call.json().getString("reason")));
            Outcome outcome = unit.store();
            audit.append(
                    unit.connection(),
                    call.user(),
                    "SUGGESTION_ACCEPTED",
                    "suggestion " + open.id(),
                    call.json().getString("reason"));
            return new Done(decided(unit.connection(), call, clock, "ACCEPTED", Optional.of(agreement)), outcome);
        }));
    }

    private Answer decline(Call call) {
        database.write(connection -> open(connection, call));
        return tell(() -> reconciliation.inTransaction(clock.instant(), unit -> {
            Open open = open(unit.connection(), call);
            unit.decline(open.key());
            audit.append(
                    unit.connection(),
                    call.user(),
                    "SUGGESTION_DECLINED",
                    "suggestion " + open.id(),
                    call.json().getString("reason"));
            return new Done(decided(unit.connection(), call, clock, "DECLINED", Optional.empty()), Outcome.NONE);
        }));
    }

    private Answer undo(Call call) {
        long match = call.pathNumber("matchId");
        String because = call.json().getString("reason");
        long agreement = database.read(connection -> Rows.first(
                        connection,
                        "select agreement_id from match where id = ? and withdrawn_at is null",
                        List.of(match),
                        row -> row.getLong(1)))
                .orElseThrow(() -> ApiException.notFound("The match"));
        if (agreement == 0) {
            throw ApiException.conflict("The references themselves make this match; it ends when the items do.");
        }
        return tell(() -> reconciliation.inTransaction(clock.instant(), unit -> {
            unit.undo(agreement, call.user(), Optional.empty(), because);
            Outcome outcome = unit.store();
            audit.append(unit.connection(), call.user(), "MATCH_UNDONE", "match " + match, because);
            return new Done(new JsonObject().put("match", match).put("agreement", agreement), outcome);
        }));
    }

    private Answer tell(java.util.function.Supplier<Done> work) {
        try {
            Done done = work.get();
            announcer.breaks(done.outcome());
            return Answer.ok(done.body());
        } catch (AgreementRefused e) {
            throw ApiException.conflict(e.sentence());
        }
    }

    private Answer candidates(Call call) {
        Optional<Long> posting = call.number("posting");
        Optional<Long> entry = call.number("entry");
        if (posting.isPresent() == entry.isPresent()) {
            throw ApiException.invalid("posting", "Give posting or entry, one of them.");
        }
        JsonArray items = database.read(connection -> posting.isPresent()
                        ? Candidates.ofPosting(connection, posting.get(), call.limit())
                        : Candidates.ofEntry(connection, entry.orElseThrow(), call.limit()))
                .orElseThrow(() -> ApiException.notFound("The item"));
        return Answer.ok(new JsonObject().put("items", items));
    }
}
