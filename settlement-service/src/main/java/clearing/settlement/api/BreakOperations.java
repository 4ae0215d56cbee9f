package clearing.settlement.api;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.attachment.Attachments;
import clearing.settlement.desk.proposal.Proposal;
import clearing.settlement.desk.work.SimilarBreaks;
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

/** Lists of breaks, and one with all that belongs to it. */
final class BreakOperations {
    private final Database database;
    private final InstantSource clock;
    private final Json json;

    BreakOperations(Database database, InstantSource clock, Json json) {
        this.database = database;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("breaks", this::breaks);
        operations.put("break", this::detail);
    }

    private Answer breaks(Call call) {
        BreakFilter filter = BreakFilter.of(call, json, clock.instant());
        Select query = filter.all("select * from break");
        Cursor cursor = call.cursor();
        String sort = filter.sort();
        order(query, sort, cursor);
        Select counts = filter.allKinds("select kind, count(*) from break").then("group by kind order by kind");
        return Answer.ok(database.read(connection -> {
            JsonObject byKind = new JsonObject();
            Rows.list(connection, counts.sql(), counts.values(), row -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(count -> byKind.put(count.getKey(), count.getValue()));
            JsonObject page =
                    Page.of(connection, query, call.limit(), row -> new Page.Item(json.brk(row), key(sort, row)));
            return page.put("counts", byKind);
        }));
    }

    private static void order(Select query, String sort, Cursor cursor) {
        boolean next = !cursor.atStart();
        switch (sort) {
            case "-amount" -> {
                if (next) {
                    query.where(
                            "(abs(books_minor - chain_minor), -id) < (?::numeric, ?)",
                            cursor.text(0),
                            -cursor.number(1));
                }
                query.then("order by abs(books_minor - chain_minor) desc, id");
            }
            case "age" -> {
                if (next) {
                    query.where("(opened_at, id) < (?::timestamptz, ?)", cursor.text(0), cursor.number(1));
                }
                query.then("order by opened_at desc, id desc");
            }
            case "-severity" -> {
                if (next) {
                    query.where("(-severity, id) > (?, ?)", -cursor.number(0), cursor.number(1));
                }
                query.then("order by -severity, id");
            }
            case "due" -> {
                if (next) {
                    query.where(
                            "(coalesce(due_at, 'infinity'), id) > (?::timestamptz, ?)",
                            cursor.text(0),
                            cursor.number(1));
                }
                query.then("order by coalesce(due_at, 'infinity'), id");
            }
            default -> {
                if (next) {
                    query.where("(opened_at, id) > (?::timestamptz, ?)", cursor.text(0), cursor.number(1));
                }
                query.then("order by opened_at, id");
            }
        }
    }

    private static Cursor key(String sort, ResultSet row) throws SQLException {
        String first = switch (sort) {
            case "-amount" ->
                row.getBigDecimal("books_minor")
                        .subtract(row.getBigDecimal("chain_minor"))
                        .abs()
                        .toPlainString();
            case "-severity" -> Integer.toString(row.getInt("severity"));
            case "due" -> Optional.ofNullable(row.getString("due_at")).orElse("infinity");
            default -> row.getString("opened_at");
        };
        return Cursor.of(first, row.getLong("id"));
    }

    private record Found(BreakFacts facts, JsonObject brk, JsonArray differences) {}

    private Answer detail(Call call) {
        long id = call.pathNumber("breakId");
        return Answer.ok(database.read(connection -> {
            Found found = Rows.first(
                            connection,
                            "select * from break where id = ?",
                            List.of(id),
                            row -> new Found(
                                    BreakFacts.of(row), json.brk(row), new JsonArray(row.getString("differences"))))
                    .orElseThrow(() -> ApiException.notFound("The break"));
            JsonObject detail = new JsonObject()
                    .put("break", found.brk())
                    .put(
                            "postings",
                            MatchOperations.postings(
                                    connection, json, array(found.facts().postings())))
                    .put(
                            "bookEntries",
                            MatchOperations.entries(
                                    connection, json, array(found.facts().bookings())))
                    .put("differences", differences(found.differences()))
                    .put("attachments", Attachments.of(connection, id))
                    .put("similar", SimilarBreaks.of(connection, found.facts()))
                    .put("proposals", proposals(connection, id))
                    .put("history", history(connection, id));
            Json.put(detail, "trade", trade(connection, found.facts().reference()));
            return detail;
        }));
    }

    private static JsonArray array(List<Long> numbers) {
        return new JsonArray(numbers);
    }

    private JsonArray proposals(Connection connection, long id) throws SQLException {
        JsonArray proposals = new JsonArray();
        for (Proposal proposal : Rows.list(
                connection, "select * from proposal where break_id = ? order by id desc", List.of(id), Proposal::of)) {
            proposals.add(ProposalJson.of(connection, json, proposal));
        }
        return proposals;
    }

    private static JsonArray history(Connection connection, long id) throws SQLException {
        JsonArray history = new JsonArray();
        Rows.list(
                        connection,
                        "select b.at, b.by_whom, b.action, b.note, b.shared, e.id as errand_id, e.kind, e.detail,"
                                + " e.state, e.attempts, e.tx_id, e.failure, e.block, e.code, e.field, e.sentence, e.next_at from break_event b"
                                + " left join errand e on e.event_seq = b.seq where b.break_id = ? order by b.seq",
                        List.of(id),
                        row -> {
                            JsonObject event = new JsonObject()
                                    .put("at", Rows.instant(row, "at").toString())
                                    .put("by", row.getString("by_whom"))
                                    .put("action", row.getString("action"));
                            Json.put(event, "text", Json.nonEmpty(row.getString("note")));
                            if (row.getString("action").equals("COMMENTED")) {
                                event.put("shared", row.getBoolean("shared"));
                            }
                            if (row.getObject("errand_id") != null) {
                                event.put("errand", ErrandJson.of(row));
                            }
                            return event;
                        })
                .forEach(history::add);
        return history;
    }

    private static JsonArray differences(JsonArray stored) {
        JsonArray shown = new JsonArray();
        for (int i = 0; i < stored.size(); i++) {
            JsonObject difference = stored.getJsonObject(i);
            JsonObject one = new JsonObject().put("field", difference.getString("field"));
            Json.put(one, "chain", Json.nonEmpty(difference.getString("chain")));
            Json.put(one, "books", Json.nonEmpty(difference.getString("books")));
            shown.add(one);
        }
        return shown;
    }

    private Optional<JsonObject> trade(Connection connection, String reference) throws SQLException {
        return Rows.first(
                connection,
                "select * from trade where reference = ? order by recorded_block desc limit 1",
                List.of(reference),
                json::trade);
    }
}
