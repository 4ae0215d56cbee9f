package clearing.settlement.api;

import clearing.kernel.balance.Floors;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Liquidity used and saved, position by position, and how the own positions went through a day. */
final class LiquidityOperations {
    /** A row of a day, or of a position that the day has not moved. */
    private static final String POSITIONS =
            "select p.member, p.account, p.asset, p.available, p.held, d.opening, d.funded, d.closing, d.lowest, d.lowest_at,"
                    + " d.lowest_net, d.gross_in, d.gross_out, d.trades from position p left join liquidity_day d"
                    + " on d.day = ? and d.member = p.member and d.account = p.account and d.asset = p.asset";

    private static final String TOTALS =
            "select asset, sum(gross_out) as gross_out, sum(-lowest_net) as used, count(*) as positions, sum(trades) as trades"
                    + " from liquidity_day where day = ? group by asset order by asset";
    /** Of each own position, at most as many points as the picture has room for: the last and the lowest of each part of the day. */
    private static final String POINTS =
            "with p as (select *, ntile(?) over (partition by member, account, asset order by block) as part"
                    + " from liquidity_point where day = ? and member = ?)"
                    + " select account, asset, max(at) as at, (array_agg(available order by block desc))[1] as available,"
                    + " min(lowest) as lowest from p group by account, asset, part order by account, asset, part";

    private static final int PARTS = 60;
    private static final int DAYS = 60;

    private final String member;
    private final Database database;
    private final InstantSource clock;
    private final Json json;

    LiquidityOperations(String member, Database database, InstantSource clock, Json json) {
        this.member = member;
        this.database = database;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("liquidity", this::liquidity);
    }

    private Answer liquidity(Call call) {
        String of = call.text("member").orElse(member);
        return Answer.ok(database.read(connection -> {
            List<LocalDate> days = Rows.list(
                    connection,
                    "select day from liquidity_day group by day order by day desc limit " + DAYS,
                    List.of(),
                    row -> row.getObject(1, LocalDate.class));
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            LocalDate day = call.date("day").orElse(days.isEmpty() ? today : days.getFirst());
            boolean latest = days.isEmpty() || !day.isBefore(days.getFirst());
            return new JsonObject()
                    .put("height", LedgerOperations.height(connection))
                    .put("at", clock.instant().toString())
                    .put("day", day.toString())
                    .put(
                            "days",
                            new JsonArray(days.stream().map(LocalDate::toString).toList()))
                    .put("totals", totals(connection, day))
                    .put("items", items(connection, of, day, latest));
        }));
    }

    private JsonArray totals(Connection connection, LocalDate day) throws SQLException {
        JsonArray totals = new JsonArray();
        Rows.list(connection, TOTALS, List.of(day), row -> {
                    String asset = row.getString("asset");
                    JsonObject total = new JsonObject()
                            .put("asset", asset)
                            .put("positions", row.getInt("positions"))
                            .put("trades", row.getLong("trades"));
                    return saving(total, asset, row.getBigDecimal("gross_out"), row.getBigDecimal("used"));
                })
                .forEach(totals::add);
        return totals;
    }

    /** Turnover, used and saved: turnover is what went out gross, saved what of it others' payments covered. */
    private JsonObject saving(JsonObject target, String asset, BigDecimal turnover, BigDecimal used) {
        BigDecimal saved = turnover.subtract(used);
        target.put("turnover", json.amount(asset, turnover))
                .put("used", json.amount(asset, used))
                .put("saved", json.amount(asset, saved));
        if (turnover.signum() > 0) {
            target.put(
                    "savedShare", saved.divide(turnover, 4, RoundingMode.FLOOR).toPlainString());
        }
        if (used.signum() > 0) {
            target.put("ratio", turnover.divide(used, 2, RoundingMode.FLOOR).toPlainString());
        }
        return target;
    }

    private JsonArray items(Connection connection, String of, LocalDate day, boolean latest) throws SQLException {
        Select query = new Select(POSITIONS, day).where("p.kind = 'HELD'");
        if (!of.equals("*")) {
            query.where("p.member = ?", of);
        }
        if (!latest) {
            query.where("d.day is not null");
        }
        query.then("order by p.member, p.account, p.asset");
        Map<String, JsonArray> points = points(connection, of, day);
        JsonArray items = new JsonArray();
        Rows.list(connection, query.sql(), query.values(), row -> item(row, latest))
                .forEach(item -> {
                    JsonArray path = points.get(item.getString("account") + "/" + item.getString("asset"));
                    items.add(path == null ? item : item.put("points", path));
                });
        return items;
    }

    private JsonObject item(ResultSet row, boolean latest) throws SQLException {
        String asset = row.getString("asset");
        boolean moved = row.getBigDecimal("gross_out") != null;
        long now = row.getLong("available") + row.getLong("held");
        JsonObject item = new JsonObject()
                .put("member", row.getString("member"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("opening", json.amount(asset, moved ? row.getLong("opening") : now))
                .put("funded", json.amount(asset, moved ? row.getBigDecimal("funded") : BigDecimal.ZERO))
                .put("closing", json.amount(asset, moved ? row.getLong("closing") : now))
                .put("received", json.amount(asset, moved ? row.getBigDecimal("gross_in") : BigDecimal.ZERO))
                .put("floor", json.amount(asset, floor(row.getString("member"), row.getString("account"), asset)))
                .put("trades", row.getLong("trades"));
        if (latest) {
            item.put("available", json.amount(asset, row.getLong("available")))
                    .put("held", json.amount(asset, row.getLong("held")));
        }
        row.getLong("lowest");
        if (!row.wasNull()) {
            item.put("lowest", json.amount(asset, row.getLong("lowest")))
                    .put("lowestAt", Rows.instant(row, "lowest_at").toString());
        }
        return saving(
                item,
                asset,
                moved ? row.getBigDecimal("gross_out") : BigDecimal.ZERO,
                moved ? row.getBigDecimal("lowest_net").negate() : BigDecimal.ZERO);
    }

    /** A net debit cap counts in the member's first account; every other position ends at zero. */
    private long floor(String holder, String account, String asset) {
        return json.constitution()
                .filter(c -> c.accountIndex(holder, account).orElse(-1) == Floors.CAPPED_ACCOUNT)
                .map(c -> -c.rules().debitCap(holder, asset))
                .orElse(0L);
    }

    private Map<String, JsonArray> points(Connection connection, String of, LocalDate day) throws SQLException {
        Map<String, JsonArray> points = new HashMap<>();
        if (of.equals("*")) {
            return points;
        }
        Rows.list(connection, POINTS, List.of(PARTS, day, of), row -> {
            String asset = row.getString("asset");
            return points.computeIfAbsent(row.getString("account") + "/" + asset, key -> new JsonArray())
                    .add(new JsonObject()
                            .put("at", Rows.instant(row, "at").toString())
                            .put("available", json.amount(asset, row.getLong("available")))
                            .put("lowest", json.amount(asset, row.getLong("lowest"))));
        });
        return points;
    }
}
