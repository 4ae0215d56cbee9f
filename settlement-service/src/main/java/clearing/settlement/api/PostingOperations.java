package clearing.settlement.api;

import clearing.settlement.desk.proposal.ProposedPostings;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adjusting entries for the internal books: a list, and hand-overs as CSV, camt.053 or JSON. */
final class PostingOperations {
    private final String member;
    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Json json;

    PostingOperations(ServiceParts parts, Json json) {
        this.member = parts.member();
        this.database = parts.database();
        this.audit = parts.audit();
        this.clock = parts.clock();
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("proposedPostings", this::list);
        operations.put("exportProposedPostings", this::export);
    }

    private Answer list(Call call) {
        Select query = new Select("select * from proposed_posting").where("true");
        query.whereIf(call.text("account"), "account = ?").whereIf(call.text("asset"), "asset = ?");
        if (call.query().containsKey("exported")) {
            query.where(call.flag("exported", false) ? "hand_over is not null" : "hand_over is null");
        }
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("id < ?", cursor.number(0));
        }
        query.then("order by id desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(
                        ProposalJson.posting(json, ProposedPostings.of(row)), Cursor.of(row.getLong("id"))))));
    }

    private Answer export(Call call) {
        String format = call.text("format").orElse("CSV");
        Instant now = clock.instant();
        List<ProposedPostings.Posting> postings = database.write(connection ->
                ProposedPostings.handOver(connection, audit, now, call.user(), format, call.flag("again", false)));
        long number = postings.stream()
                .flatMap(posting -> posting.handOver().stream())
                .findFirst()
                .orElse(0L);
        String name = "postings-" + number;
        return switch (format) {
            case "CAMT" ->
                file("application/xml", name + ".xml", PostingText.camt(member, number, now, postings, json));
            case "JSON" -> {
                JsonArray items = new JsonArray();
                postings.forEach(posting -> items.add(ProposalJson.posting(json, posting)));
                JsonObject body = new JsonObject().put("handOver", number).put("items", items);
                yield file("application/json", name + ".json", body.encodePrettily());
            }
            default -> file("text/csv", name + ".csv", PostingText.csv(postings, json));
        };
    }

    private static Answer file(String type, String name, String text) {
        return new Answer(
                200,
                Optional.empty(),
                Optional.of(Buffer.buffer(text)),
                Map.of("Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\""));
    }
}
