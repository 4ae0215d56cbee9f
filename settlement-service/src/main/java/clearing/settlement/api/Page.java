package clearing.settlement.api;

import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** One page of a list. */
final class Page {
    private Page() {}

    /** One item and the key after which the next page begins. */
    record Item(JsonObject json, Cursor key) {}

    /** A row to an item. */
    @FunctionalInterface
    interface Mapper {
        Item map(ResultSet row) throws SQLException;
    }

    /** Runs the query, which must be ordered by the key, for one row more than the page holds. */
    static JsonObject of(Connection connection, Select query, int limit, Mapper mapper) throws SQLException {
        query.then("limit ?", limit + 1);
        return of(Rows.list(connection, query.sql(), query.values(), mapper::map), limit);
    }

    /** Items in their order, of which one more than the page holds says that there are more. */
    static JsonObject of(List<Item> items, int limit) {
        JsonArray page = new JsonArray();
        items.stream().limit(limit).forEach(item -> page.add(item.json()));
        JsonObject answer = new JsonObject().put("items", page);
        if (items.size() > limit) {
            answer.put("nextCursor", items.get(limit - 1).key().toString());
        }
        return answer;
    }
}
