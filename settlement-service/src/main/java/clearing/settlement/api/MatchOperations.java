package clearing.settlement.api;

import clearing.reconcile.References;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Matches, and the items of both sides by their numbers. */
final class MatchOperations {
    private final Database database;
    private final Json json;

    MatchOperations(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("matches", this::matches);
        operations.put("match", this::match);
    }

    /** Pairs by their reference and all other matches each give a page, of which the first rows are the page. */
    private Answer matches(Call call) {
        Select query = new Select("select * from (");
        page(query, "match_by_reference", call);
        query.then("union all");
        page(query, "match_by_other", call);
        query.then(") page order by id desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection, query, call.limit(), row -> new Page.Item(json.match(row), Cursor.of(row.getLong("id"))))));
    }

    private static void page(Select query, String view, Call call) {
        query.then("(select * from " + view + " where true");
        call.text("account").ifPresent(account -> query.then("and account = ?", account));
        call.text("asset").ifPresent(asset -> query.then("and asset = ?", asset));
        call.text("reference")
                .map(References::normalise)
                .ifPresent(reference -> query.then("and reference = ?", reference));
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.then("and id < ?", cursor.number(0));
        }
        query.then("order by id desc limit ?)", call.limit() + 1);
    }

    private Answer match(Call call) {
        return Answer.ok(database.read(connection -> {
            JsonObject match = Rows.first(
                            connection,
                            "select * from match where id = ? and withdrawn_at is null",
                            List.of(call.pathNumber("matchId")),
                            json::match)
                    .orElseThrow(() -> ApiException.notFound("The match"));
            return new JsonObject()
                    .put("match", match)
                    .put("postings", postings(connection, json, match.getJsonArray("postings")))
                    .put("bookEntries", entries(connection, json, match.getJsonArray("bookEntries")));
        }));
    }

    static JsonArray postings(Connection connection, Json json, JsonArray ids) throws SQLException {
        JsonArray items = new JsonArray();
        Rows.list(
                        connection,
                        LedgerOperations.POSTING_COLUMNS + " where p.id = any(?) order by p.id",
                        List.of((Object) numbers(ids)),
                        json::posting)
                .forEach(items::add);
        return items;
    }

    static JsonArray entries(Connection connection, Json json, JsonArray ids) throws SQLException {
        JsonArray items = new JsonArray();
        Rows.list(
                        connection,
                        BooksOperations.ENTRIES + " where e.id = any(?) order by e.id",
                        List.of((Object) numbers(ids)),
                        json::entry)
                .forEach(items::add);
        return items;
    }

    private static Long[] numbers(JsonArray ids) {
        return ids.stream().map(id -> ((Number) id).longValue()).toArray(Long[]::new);
    }
}
