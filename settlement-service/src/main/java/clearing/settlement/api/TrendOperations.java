package clearing.settlement.api;

import clearing.settlement.desk.age.AgeBucket;
import clearing.settlement.desk.trend.TrendDays;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** How the desk does from day to day, and what was told to others. */
final class TrendOperations {
    private static final int MOST_DAYS = 400;
    private static final int DAYS_SHOWN = 90;

    private final Database database;
    private final InstantSource clock;
    private final Json json;

    TrendOperations(Database database, InstantSource clock, Json json) {
        this.database = database;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("trends", this::trends);
        operations.put("notifications", this::notifications);
    }

    private Answer trends(Call call) {
        LocalDate to = call.date("to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate from = call.date("from").orElseGet(() -> to.minusDays(DAYS_SHOWN));
        if (from.isBefore(to.minusDays(MOST_DAYS))) {
            throw ApiException.invalid("from", "from is more than " + MOST_DAYS + " days before to.");
        }
        JsonArray items = new JsonArray();
        database.read(connection -> TrendDays.between(connection, from, to)).stream()
                .filter(day -> call.text("account").map(day.account()::equals).orElse(true))
                .filter(day -> call.text("asset").map(day.asset()::equals).orElse(true))
                .forEach(day -> items.add(shown(day)));
        return Answer.ok(new JsonObject().put("items", items));
    }

    private JsonObject shown(TrendDays.Day day) {
        JsonObject aged = new JsonObject();
        for (AgeBucket bucket : AgeBucket.values()) {
            aged.put(bucket.word(), json.amount(day.asset(), day.aged().get(bucket.ordinal())));
        }
        long all = day.matched() + day.broken() + day.pending();
        BigDecimal rate = all == 0
                ? BigDecimal.ONE.setScale(4)
                : BigDecimal.valueOf(day.matched()).divide(BigDecimal.valueOf(all), 4, RoundingMode.DOWN);
        return new JsonObject()
                .put("day", day.day().toString())
                .put("account", day.account())
                .put("asset", day.asset())
                .put("matched", day.matched())
                .put("broken", day.broken())
                .put("pending", day.pending())
                .put("matchRate", rate.toPlainString())
                .put("openBreaks", day.openBreaks())
                .put("opened", day.opened())
                .put("resolved", day.resolved())
                .put("aged", aged);
    }

    private Answer notifications(Call call) {
        Select query = new Select("select * from notification").where("true");
        query.whereIf(call.text("state"), "state = ?")
                .whereIf(call.accounts(), "break_id in (select id from break where account = any(?))");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("id < ?", cursor.number(0));
        }
        query.then("order by id desc");
        return Answer.ok(database.read(connection -> Page.of(connection, query, call.limit(), row -> {
            JsonObject shown = new JsonObject()
                    .put("id", row.getLong("id"))
                    .put("event", row.getString("event"))
                    .put("channel", row.getString("channel"))
                    .put("breakId", row.getLong("break_id"))
                    .put("state", row.getString("state"))
                    .put("attempts", row.getInt("attempts"))
                    .put("at", Rows.instant(row, "at").toString());
            if (row.getObject("sent_at") != null) {
                shown.put("sentAt", Rows.instant(row, "sent_at").toString());
            }
            Json.put(shown, "failure", Json.nonEmpty(row.getString("failure")));
            return new Page.Item(shown, Cursor.of(row.getLong("id")));
        })));
    }
}
