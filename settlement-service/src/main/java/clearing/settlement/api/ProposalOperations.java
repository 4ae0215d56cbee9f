package clearing.settlement.api;

import clearing.settlement.desk.Desk;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.proposal.Draft;
import clearing.settlement.desk.proposal.Proposal;
import clearing.settlement.desk.proposal.ProposalKind;
import clearing.settlement.desk.proposal.ReversalFile;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposals and decisions. */
final class ProposalOperations {
    private final String member;
    private final Database database;
    private final Desk desk;
    private final Scales scales;
    private final InstantSource clock;
    private final Json json;
    private final Announcer announcer;

    ProposalOperations(ServiceParts parts, Json json, Announcer announcer) {
        this.member = parts.member();
        this.database = parts.database();
        this.desk = parts.desk();
        this.scales = parts.scales();
        this.clock = parts.clock();
        this.json = json;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("proposals", this::proposals);
        operations.put("propose", this::propose);
        operations.put("proposal", call -> Answer.ok(one(call.pathNumber("proposalId"))));
        operations.put("decideProposal", this::decide);
        operations.put("withdrawProposal", this::withdraw);
        operations.put("reversalFile", this::reversal);
    }

    private Answer proposals(Call call) {
        Select query = new Select("select * from proposal").where("true");
        query.whereIf(call.text("state"), "state = ?")
                .whereIf(call.text("kind"), "kind = ?")
                .whereIf(call.number("breakId"), "break_id = ?")
                .whereIf(call.text("maker"), "maker = ?")
                .whereIf(call.accounts(), "account = any(?)");
        Select pending = new Select("select count(*) from proposal")
                .where("state = 'PENDING'")
                .whereIf(call.accounts(), "account = any(?)");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("id < ?", cursor.number(0));
        }
        query.then("order by id desc");
        return Answer.ok(database.read(connection -> {
            JsonObject page = Page.of(
                    connection,
                    query,
                    call.limit(),
                    row -> new Page.Item(
                            ProposalJson.of(connection, json, Proposal.of(row)), Cursor.of(row.getLong("id"))));
            return page.put(
                    "pending",
                    Rows.first(connection, pending.sql(), pending.values(), row -> row.getLong(1))
                            .orElse(0L));
        }));
    }

    private JsonObject one(long id) {
        return database.read(connection -> ProposalJson.of(
                connection,
                json,
                Rows.first(connection, "select * from proposal where id = ?", List.of(id), Proposal::of)
                        .orElseThrow(() -> ApiException.notFound("The proposal"))));
    }

    private Answer propose(Call call) {
        Draft draft = draft(call.json());
        long id = database.write(connection -> desk.proposals().propose(connection, call.user(), draft));
        announcer.breaks(draft.breakId().stream().toList());
        return Answer.ok(one(id));
    }

    private static Draft draft(JsonObject body) {
        return new Draft(
                ProposalKind.valueOf(body.getString("kind")),
                Optional.ofNullable(body.getLong("breakId")),
                Optional.ofNullable(body.getLong("matchId")),
                numbers(body.getJsonArray("postings")),
                numbers(body.getJsonArray("bookEntries")),
                Optional.ofNullable(body.getJsonObject("adjustment")),
                body.getString("reason"));
    }

    private static List<Long> numbers(JsonArray ids) {
        return ids == null
                ? List.of()
                : ids.stream().map(id -> ((Number) id).longValue()).toList();
    }

    private Answer decide(Call call) {
        long id = call.pathNumber("proposalId");
        JsonObject body = call.json();
        Outcome outcome = desk.decisions()
                .decide(call.user(), call.roles(), id, body.getBoolean("approve"), body.getString("reason"));
        announcer.breaks(outcome);
        JsonObject proposal = one(id);
        Long breakId = proposal.getLong("breakId");
        if (breakId != null && !outcome.breaks().contains(breakId)) {
            announcer.breaks(List.of(breakId));
        }
        return Answer.ok(proposal);
    }

    private Answer withdraw(Call call) {
        long id = call.pathNumber("proposalId");
        database.write(connection -> {
            desk.proposals().withdraw(connection, call.user(), id);
            return true;
        });
        JsonObject proposal = one(id);
        Optional.ofNullable(proposal.getLong("breakId")).ifPresent(breakId -> announcer.breaks(List.of(breakId)));
        return Answer.ok(proposal);
    }

    private Answer reversal(Call call) {
        long id = call.pathNumber("proposalId");
        String file = database.read(connection -> {
            Proposal proposal = Rows.first(connection, "select * from proposal where id = ?", List.of(id), Proposal::of)
                    .orElseThrow(() -> ApiException.notFound("The proposal"));
            if (proposal.kind() != ProposalKind.REVERSAL || !proposal.state().equals("APPROVED")) {
                throw DeskRefusal.of(Code.CONFLICT, "This is no approved reversal.");
            }
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return ReversalFile.of(connection, member, proposal.trade().orElse(""), id, scales, today)
                    .orElseThrow(() -> DeskRefusal.of(Code.CONFLICT, "The trade is not settled any more."));
        });
        return Answer.file("text/csv", "reversal-" + id + ".csv", io.vertx.core.buffer.Buffer.buffer(file));
    }
}
