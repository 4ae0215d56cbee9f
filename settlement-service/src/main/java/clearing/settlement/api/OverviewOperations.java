package clearing.settlement.api;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the member stands. */
final class OverviewOperations {
    private static final String VERSION = "0.1.0";

    private final String member;
    private final Database database;
    private final LedgerTail tail;
    private final RiskView risk;
    private final InstantSource clock;
    private final Json json;

    OverviewOperations(
            String member, Database database, LedgerTail tail, RiskView risk, InstantSource clock, Json json) {
        this.member = member;
        this.database = database;
        this.tail = tail;
        this.risk = risk;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("member", call -> Answer.ok(member()));
        operations.put("summary", call -> Answer.ok(database.read(this::summary)));
        operations.put(
                "accounts",
                call -> Answer.ok(database.read(connection -> new JsonObject()
                        .put("items", AccountBook.read(connection, member, json).accounts()))));
        operations.put("completeness", call -> {
            boolean recount = call.flag("recount", false);
            return Answer.ok(database.read(connection -> completeness(connection, recount)));
        });
    }

    private JsonObject member() {
        Optional<Constitution> constitution = json.constitution();
        JsonArray assets = new JsonArray();
        JsonArray members = new JsonArray();
        constitution.ifPresent(c -> {
            c.assets()
                    .forEach(asset -> assets.add(new JsonObject()
                            .put("code", asset.code())
                            .put("kind", asset.kind().name())
                            .put("scale", asset.scale())
                            .put("issuer", asset.issuer())
                            .put("lane", asset.lane())));
            c.members().forEach(other -> members.add(info(other)));
        });
        JsonObject own = constitution
                .flatMap(c -> c.member(member))
                .map(OverviewOperations::info)
                .orElseGet(() -> new JsonObject()
                        .put("id", member)
                        .put("name", member)
                        .put("roles", new JsonArray())
                        .put("accounts", new JsonArray()));
        return own.put("channel", tail.status().channel())
                .put("version", VERSION)
                .put("assets", assets)
                .put("members", members);
    }

    private static JsonObject info(Member member) {
        JsonArray roles = new JsonArray();
        member.roles().forEach(role -> roles.add(role.name()));
        return new JsonObject()
                .put("id", member.id())
                .put("name", member.name())
                .put("roles", roles)
                .put("accounts", new JsonArray(member.accounts()));
    }

    private JsonObject summary(Connection connection) throws SQLException {
        AccountBook book = AccountBook.read(connection, member, json);
        JsonObject items = book.counts(true, true);
        long total = items.getLong("count");
        long matched = items.getLong("matched");
        JsonObject byState = new JsonObject();
        long[] trades = new long[1];
        Rows.list(
                connection,
                "select s.state, sum(s.last_idx - s.first_idx + 1) from trade_stand s join trade_page p on p.id = s.page_id"
                        + " where p.author = ? or p.counterparty = ? group by s.state order by s.state",
                List.of(member, member),
                row -> {
                    trades[0] += row.getLong(2);
                    return byState.put(Json.state(row.getInt(1)).name(), row.getLong(2));
                });
        JsonObject byKind = new JsonObject();
        long[] open = new long[1];
        Rows.list(
                connection,
                "select kind, count(*) from break where not resolved group by kind order by kind",
                List.of(),
                row -> {
                    open[0] += row.getLong(2);
                    return byKind.put(row.getString(1), row.getLong(2));
                });
        BigDecimal rate = total == 0
                ? BigDecimal.ONE.setScale(4)
                : BigDecimal.valueOf(matched).divide(BigDecimal.valueOf(total), 4, RoundingMode.FLOOR);
        JsonObject summary = new JsonObject()
                .put("member", member)
                .put("at", clock.instant().toString())
                .put("ledger", Json.ledger(tail.status()))
                .put("trades", new JsonObject().put("total", trades[0]).put("byState", byState))
                .put(
                        "items",
                        new JsonObject()
                                .put("total", total)
                                .put("matched", matched)
                                .put("broken", items.getLong("broken"))
                                .put("pending", items.getLong("pending")))
                .put("breaks", new JsonObject().put("open", open[0]).put("byKind", byKind))
                .put("inDefault", risk.inDefault(connection))
                .put("coverAlarms", risk.alarms(risk.limits(connection, clock.instant())))
                .put("matchRate", rate.toPlainString())
                .put("provedAccounts", book.proved())
                .put("accounts", book.size());
        Json.put(summary, "stressAlarm", risk.stressAlarm(connection));
        return summary;
    }

    private JsonObject completeness(Connection connection, boolean recount) throws SQLException {
        AccountBook book = AccountBook.read(connection, member, json);
        return new JsonObject()
                .put("at", clock.instant().toString())
                .put("height", LedgerOperations.height(connection))
                .put("complete", book.complete() && (!recount || Recount.agrees(connection)))
                .put("recounted", recount)
                .put("proved", book.proved() == book.size())
                .put("totals", book.counts(true, true))
                .put("chainTotals", book.counts(true, false))
                .put("booksTotals", book.counts(false, true))
                .put("accounts", book.accounts());
    }
}
