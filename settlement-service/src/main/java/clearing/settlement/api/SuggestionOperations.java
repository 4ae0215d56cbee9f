package clearing.settlement.api;

import clearing.reconcile.AgreementRefused;
import clearing.settlement.desk.Desk;
import clearing.settlement.desk.proposal.Suggested;
import clearing.settlement.matching.Candidates;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules suggest and people decide; candidates for an item; and matches taken back. */
final class SuggestionOperations {
    private static final String ALL = "select s.*, (select p.id from proposal p where p.suggestion_id = s.id and"
            + " p.state = 'PENDING') as waits from suggestion s";

    private final Desk desk;
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
            Desk desk,
            Announcer announcer) {
        this.desk = desk;
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
        Select query = new Select(ALL).where("s.state = ?", call.text("state").orElse("OPEN"));
        query.whereIf(
                        call.accounts(),
                        "not exists (select 1 from posting i where i.id = any(s.postings) and not i.account = any(?))")
                .whereIf(
                        call.accounts(),
                        "not exists (select 1 from book_entry i where i.id = any(s.bookings) and not i.account = any(?))");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("(-s.score, s.id) > (?, ?)", cursor.number(0), cursor.number(1));
        }
        query.then("order by s.score desc, s.id");
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
        long proposal = row.getLong("waits");
        if (proposal != 0) {
            suggestion.put("proposal", proposal);
        }
        return suggestion;
    }

    private static JsonObject one(Connection connection, long id) throws SQLException {
        return Rows.first(connection, ALL + " where s.id = ?", List.of(id), SuggestionOperations::json)
                .orElseThrow(() -> ApiException.notFound("The suggestion"));
    }

    private record Done(JsonObject body, Outcome outcome) {}

    private Answer accept(Call call) {
        long id = call.pathNumber("suggestionId");
        String reason = call.json().getString("reason");
        Optional<Long> proposal = database.write(connection ->
                desk.proposals().accept(connection, call.user(), call.roles(), Suggested.open(connection, id), reason));
        if (proposal.isPresent()) {
            return Answer.ok(database.read(connection -> one(connection, id)));
        }
        return tell(() -> reconciliation.inTransaction(clock.instant(), unit -> {
            Suggested.open(unit.connection(), id)
                    .free(unit.connection())
                    .accept(unit, call.user(), Optional.empty(), reason, clock.instant());
            Outcome outcome = unit.store();
            audit.append(unit.connection(), call.user(), "SUGGESTION_ACCEPTED", "suggestion " + id, reason);
            return new Done(one(unit.connection(), id), outcome);
        }));
    }

    private Answer decline(Call call) {
        long id = call.pathNumber("suggestionId");
        String reason = call.json().getString("reason");
        database.write(connection -> Suggested.open(connection, id).free(connection));
        return tell(() -> reconciliation.inTransaction(clock.instant(), unit -> {
            Suggested open = Suggested.open(unit.connection(), id).free(unit.connection());
            unit.decline(open.key());
            open.decline(unit.connection(), call.user(), reason, clock.instant());
            audit.append(unit.connection(), call.user(), "SUGGESTION_DECLINED", "suggestion " + id, reason);
            return new Done(one(unit.connection(), id), Outcome.NONE);
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
            throw ApiException.conflict(
                    "The references themselves make this match; propose UNDO_MATCH, and another person decides.");
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
