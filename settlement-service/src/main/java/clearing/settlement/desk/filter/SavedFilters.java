package clearing.settlement.desk.filter;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Filters by name. A user sees the own ones and those that others share, changes the own ones, and begins with one of them. */
public final class SavedFilters {
    private static final int MAX_PER_USER = 50;
    private static final String SEEN =
            "select f.*, d.user_name is not null as is_default from break_filter f left join break_filter_default d"
                    + " on d.filter_id = f.id and d.user_name = ? where (f.owner = ? or f.shared)";

    private SavedFilters() {}

    /** What is saved. */
    public record Filter(String name, boolean shared, boolean isDefault, JsonObject filter) {}

    /** Those that the user sees, by name. */
    public static JsonArray of(Connection connection, String user) throws SQLException {
        JsonArray all = new JsonArray();
        Rows.list(connection, SEEN + " order by f.name, f.id", List.of(user, user), SavedFilters::json)
                .forEach(all::add);
        return all;
    }

    /** Saves a new one. */
    public static JsonObject add(Connection connection, String user, Filter filter) throws SQLException {
        if (Rows.number(connection, "select count(*) from break_filter where owner = ?", user) >= MAX_PER_USER) {
            throw DeskRefusal.of(Code.CONFLICT, "A user has at most " + MAX_PER_USER + " filters.");
        }
        List<Long> made = Rows.list(
                connection,
                "insert into break_filter (owner, name, shared, filter) values (?, ?, ?, ?::jsonb)"
                        + " on conflict do nothing returning id",
                List.of(user, filter.name(), filter.shared(), filter.filter().encode()),
                row -> row.getLong(1));
        if (made.isEmpty()) {
            throw DeskRefusal.of(Code.CONFLICT, "You have a filter of that name.");
        }
        beginWith(connection, user, made.getFirst(), filter.isDefault());
        return one(connection, user, made.getFirst());
    }

    /** Changes an own one. */
    public static JsonObject change(Connection connection, String user, long id, Filter filter) throws SQLException {
        own(connection, user, id);
        boolean taken = Rows.number(
                        connection,
                        "select count(*) from break_filter where owner = ? and name = ? and id <> ?",
                        user,
                        filter.name(),
                        id)
                > 0;
        if (taken) {
            throw DeskRefusal.of(Code.CONFLICT, "You have a filter of that name.");
        }
        Rows.update(
                connection,
                "update break_filter set name = ?, shared = ?, filter = ?::jsonb where id = ?",
                filter.name(),
                filter.shared(),
                filter.filter().encode(),
                id);
        if (!filter.shared()) {
            Rows.update(
                    connection, "delete from break_filter_default where filter_id = ? and user_name <> ?", id, user);
        }
        beginWith(connection, user, id, filter.isDefault());
        return one(connection, user, id);
    }

    /** Deletes an own one. */
    public static void delete(Connection connection, String user, long id) throws SQLException {
        own(connection, user, id);
        Rows.update(connection, "delete from break_filter where id = ?", id);
    }

    private static void own(Connection connection, String user, long id) throws SQLException {
        List<Long> found = Rows.list(
                connection,
                "select id from break_filter where id = ? and owner = ? for update",
                List.of(id, user),
                row -> row.getLong(1));
        if (found.isEmpty()) {
            throw DeskRefusal.of(Code.NOT_FOUND, "The filter does not exist.");
        }
    }

    private static void beginWith(Connection connection, String user, long id, boolean begin) throws SQLException {
        if (begin) {
            Rows.update(
                    connection,
                    "insert into break_filter_default (user_name, filter_id) values (?, ?)"
                            + " on conflict (user_name) do update set filter_id = excluded.filter_id",
                    user,
                    id);
        } else {
            Rows.update(connection, "delete from break_filter_default where user_name = ? and filter_id = ?", user, id);
        }
    }

    private static JsonObject one(Connection connection, String user, long id) throws SQLException {
        return Rows.first(connection, SEEN + " and f.id = ?", List.of(user, user, id), SavedFilters::json)
                .orElseThrow(() -> new IllegalStateException("filter " + id + " is gone"));
    }

    private static JsonObject json(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("id", row.getLong("id"))
                .put("name", row.getString("name"))
                .put("owner", row.getString("owner"))
                .put("shared", row.getBoolean("shared"))
                .put("default", row.getBoolean("is_default"))
                .put("filter", new JsonObject(row.getString("filter")));
    }
}
