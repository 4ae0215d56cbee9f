package clearing.settlement.desk.work;

import clearing.settlement.desk.DeskRefusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** One action on many breaks in one transaction, with what became of each. */
public final class BulkWork {
    private BulkWork() {}

    /** An action on one break. It checks before it changes anything. */
    @FunctionalInterface
    public interface Action {
        /** @throws DeskRefusal when it cannot be done to this break; nothing has changed */
        void on(Connection connection, long id) throws SQLException;
    }

    /** What became of the breaks, and those that changed. */
    public record Done(JsonObject outcome, List<Long> changed) {
        public Done {
            changed = List.copyOf(changed);
        }
    }

    /** Does it to each, in the order of their numbers, so that two of these do not wait for each other for ever. */
    public static Done on(Connection connection, List<Long> ids, Action action) throws SQLException {
        SortedSet<Long> changed = new TreeSet<>();
        JsonArray items = new JsonArray();
        int refused = 0;
        for (long id : new TreeSet<>(ids)) {
            JsonObject item = new JsonObject().put("id", id);
            try {
                action.on(connection, id);
                changed.add(id);
                items.add(item.put("outcome", "DONE"));
            } catch (DeskRefusal refusal) {
                refused++;
                items.add(item.put("outcome", "REFUSED")
                        .put("code", refusal.code().name())
                        .put("detail", refusal.sentence()));
            }
        }
        JsonObject outcome = new JsonObject()
                .put("done", changed.size())
                .put("refused", refused)
                .put("items", items);
        return new Done(outcome, List.copyOf(changed));
    }
}
