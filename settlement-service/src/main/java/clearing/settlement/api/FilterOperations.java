package clearing.settlement.api;

import clearing.settlement.desk.filter.SavedFilters;
import clearing.settlement.store.Database;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Saved filters of the list of breaks. */
final class FilterOperations {
    private final Database database;

    FilterOperations(Database database) {
        this.database = database;
    }

    void register(Map<String, Operation> operations) {
        operations.put(
                "breakFilters",
                call -> Answer.ok(new JsonObject()
                        .put("items", database.read(connection -> SavedFilters.of(connection, call.user())))));
        operations.put(
                "saveBreakFilter",
                call -> Answer.ok(
                        database.write(connection -> SavedFilters.add(connection, call.user(), filter(call)))));
        operations.put(
                "changeBreakFilter",
                call -> Answer.ok(database.write(connection ->
                        SavedFilters.change(connection, call.user(), call.pathNumber("filterId"), filter(call)))));
        operations.put("deleteBreakFilter", call -> {
            database.write(connection -> {
                SavedFilters.delete(connection, call.user(), call.pathNumber("filterId"));
                return true;
            });
            return Answer.empty(Map.of());
        });
    }

    private static SavedFilters.Filter filter(Call call) {
        JsonObject body = call.json();
        return new SavedFilters.Filter(
                body.getString("name"),
                body.getBoolean("shared", false),
                body.getBoolean("default", false),
                body.getJsonObject("filter"));
    }
}
