package clearing.settlement.api;

import clearing.reconcile.Side;
import clearing.settlement.matching.ItemPages;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of postings or entries of one status, newest first. Only pages of numbers are read that hold such items, so that the few that wait
 * among a million are found without the million.
 *
 * @param side whose items
 * @param status a number
 * @param account of the items, where only one account's are asked for
 * @param asset likewise
 * @param from the first value date, where there is one
 * @param to the last value date, where there is one
 */
record ItemList(
        Side side,
        int status,
        Optional<String> account,
        Optional<String> asset,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    /** Most pages of numbers that one query reads. */
    private static final int PAGES = 64;

    /** As a request asks; empty when it asks for no status, or by what finds few items anyway. */
    static Optional<ItemList> asked(Side side, Call call) {
        return call.text("reference").isPresent() || call.number("statement").isPresent()
                ? Optional.empty()
                : call.text("status")
                        .map(status -> new ItemList(
                                side,
                                Json.statusNumber(status),
                                call.text("account"),
                                call.text("asset"),
                                call.date("from"),
                                call.date("to")));
    }

    /**
     * One page.
     *
     * @param query of whole items, without conditions
     * @param id its column of the item's number
     * @param cursor after which item
     */
    JsonObject page(Connection connection, Select query, String id, Cursor cursor, int limit, Page.Mapper mapper)
            throws SQLException {
        Long[] numbers = numbers(connection, cursor.atStart() ? Long.MAX_VALUE : cursor.number(0), limit + 1)
                .toArray(Long[]::new);
        query.where(id + " = any(?)", (Object) numbers).then("order by " + id + " desc");
        return Page.of(Rows.list(connection, query.sql(), query.values(), mapper::map), limit);
    }

    private List<Long> numbers(Connection connection, long below, int most) throws SQLException {
        long standing = standing(connection);
        if (standing == 0) {
            return List.of();
        }
        if (status == Json.statusNumber("BROKEN")) {
            return broken(connection, below, most);
        }
        long wanted = below == Long.MAX_VALUE ? Math.min(most, standing) : most;
        List<Long> found = new ArrayList<>();
        List<Long> pages = ItemPages.having(connection, side, ItemPages.classOf(status), (below - 1) / ItemPages.SIZE);
        int atOnce = 1;
        for (int first = 0; first < pages.size() && found.size() < wanted; first += atOnce) {
            atOnce = Math.min(2 * atOnce, PAGES);
            List<Long> some = pages.subList(first, Math.min(first + atOnce, pages.size()));
            found.addAll(within(connection, some, below, wanted - found.size()));
        }
        return found;
    }

    /** How many there are of all dates. */
    private long standing(Connection connection) throws SQLException {
        Select query = new Select("select coalesce(sum(items), 0) from account_tally")
                .where("side = ?", side.name())
                .where("status = ?", status)
                .whereIf(account, "account = ?")
                .whereIf(asset, "asset = ?");
        return Rows.list(connection, query.sql(), query.values(), row -> row.getLong(1))
                .getFirst();
    }

    private String table() {
        return side == Side.CHAIN ? "posting" : "book_entry";
    }

    private List<Long> broken(Connection connection, long below, int most) throws SQLException {
        Select query = new Select(
                        "select f.id from broken_" + table() + " b join " + table() + "_fact f on f.id = b.id")
                .where("b.id < ?", below);
        filter(query).then("order by b.id desc limit ?", most);
        return Rows.list(connection, query.sql(), query.values(), row -> row.getLong(1));
    }

    /** Each page by itself, however many there are: the planner is not to think of the whole table. */
    private List<Long> within(Connection connection, List<Long> pages, long below, long most) throws SQLException {
        String range = " between g.page * " + ItemPages.SIZE + " and g.page * " + ItemPages.SIZE + " + "
                + (ItemPages.SIZE - 1);
        Select query = new Select(
                "select x.id from unnest(?::bigint[]) as g (page) cross join lateral (select f.id from " + table()
                        + "_fact f left join " + table() + "_moved m on m.id = f.id and m.id" + range,
                (Object) pages.toArray(Long[]::new));
        query.where("f.id" + range).where("f.id < ?", below).where("coalesce(m.status, f.first_status) = ?", status);
        filter(query).then("order by f.id desc limit ?) x order by x.id desc limit ?", most, most);
        return Rows.list(connection, query.sql(), query.values(), row -> row.getLong(1));
    }

    private Select filter(Select query) {
        return query.whereIf(account, "f.account = ?")
                .whereIf(asset, "f.asset = ?")
                .whereIf(from, "f.value_date >= ?")
                .whereIf(to, "f.value_date <= ?");
    }
}
