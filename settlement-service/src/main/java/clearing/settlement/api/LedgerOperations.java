package clearing.settlement.api;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import clearing.reconcile.Side;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger says. */
final class LedgerOperations {
    static final String POSTING_COLUMNS =
            "select p.*, t.tx_id from posting p join tx t on t.block = p.block and t.idx = p.tx";

    private final String member;
    private final Database database;
    private final LedgerTail tail;
    private final Json json;

    LedgerOperations(String member, Database database, LedgerTail tail, Json json) {
        this.member = member;
        this.database = database;
        this.tail = tail;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("positions", this::positions);
        operations.put("positionsStatement", this::statement);
        operations.put("trades", this::trades);
        operations.put("trade", this::trade);
        operations.put("postings", this::postings);
        operations.put("ledger", call -> ledger(true));
        operations.put("resumeLedger", this::resume);
        operations.put("blocks", this::blocks);
        operations.put("block", this::block);
    }

    private Answer positions(Call call) {
        Select query = new Select("select * from position");
        String of = call.text("member").orElse(member);
        if (!of.equals("*")) {
            query.where("member = ?", of);
        }
        query.whereIf(call.text("account"), "account = ?").whereIf(call.text("asset"), "asset = ?");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where(
                    "(member, account, asset, kind) > (?, ?, ?, ?)",
                    cursor.text(0),
                    cursor.text(1),
                    cursor.text(2),
                    cursor.text(3));
        }
        query.then("order by member, account, asset, kind");
        return Answer.ok(database.read(connection -> {
            JsonObject page = Page.of(connection, query, call.limit(), row -> {
                String asset = row.getString("asset");
                long available = row.getLong("available");
                long held = row.getLong("held");
                JsonObject position = new JsonObject()
                        .put("member", row.getString("member"))
                        .put("account", row.getString("account"))
                        .put("asset", asset)
                        .put("kind", row.getString("kind"))
                        .put("available", json.amount(asset, available))
                        .put("held", json.amount(asset, held))
                        .put("total", json.amount(asset, available + held))
                        .put("changedInBlock", row.getLong("block"));
                return new Page.Item(
                        position,
                        Cursor.of(row.getString("member"), row.getString("account"), asset, row.getString("kind")));
            });
            return page.put("height", height(connection));
        }));
    }

    /** Sums of postings up to a value date, as far as a time knew them: a later posting of an earlier value date is not among them. */
    private Answer statement(Call call) {
        LocalDate valueDate = call.date("valueDate").orElseThrow();
        Optional<Instant> knownAt = call.instant("knownAt");
        Select query = new Select("select account, asset, sum(minor) as minor, count(*) as postings from posting");
        query.where("value_date <= ?", valueDate)
                .whereIf(knownAt.map(Rows::utc), "at <= ?")
                .then("group by account, asset order by account, asset");
        return Answer.ok(database.read(connection -> {
            JsonArray items = new JsonArray();
            Rows.list(
                            connection,
                            query.sql(),
                            query.values(),
                            row -> new JsonObject()
                                    .put("account", row.getString("account"))
                                    .put("asset", row.getString("asset"))
                                    .put("value", json.amount(row.getString("asset"), row.getBigDecimal("minor")))
                                    .put("postings", row.getLong("postings")))
                    .forEach(items::add);
            JsonObject statement = new JsonObject()
                    .put("valueDate", valueDate.toString())
                    .put("height", height(connection))
                    .put("items", items);
            knownAt.ifPresent(at -> statement.put("knownAt", at.toString()));
            return statement;
        }));
    }

    static long height(Connection connection) throws SQLException {
        return Rows.number(connection, "select coalesce(max(number), -1) from block");
    }

    private Answer trades(Call call) {
        Select query = new Select("select * from trade");
        call.text("state")
                .map(TradeState::valueOf)
                .map(TradeState::number)
                .ifPresent(state -> query.where(
                        "page_id in (select page_id from trade_stand where state = ?) and state = ?", state, state));
        query.whereIf(call.text("kind").map(TradeKind::valueOf).map(TradeKind::ordinal), "kind = ?")
                .whereIf(call.text("reference"), "starts_with(reference, ?)")
                .whereIf(call.date("valueDate"), "value_date = ?");
        if (call.flag("mine", true)) {
            query.where("(author = ? or counterparty = ?)", member, member);
        }
        call.text("by").ifPresent(side -> query.where(side.equals("US") ? "author = ?" : "author <> ?", member));
        call.text("counterparty").ifPresent(other -> query.where("(author = ? or counterparty = ?)", other, other));
        call.text("asset").ifPresent(asset -> query.where("(delivery_asset = ? or payment_asset = ?)", asset, asset));
        call.text("account")
                .ifPresent(account -> query.where(
                        "((author = ? and author_account = ?) or (counterparty = ? and counterparty_account = ?))",
                        member,
                        account,
                        member,
                        account));
        call.number("block")
                .ifPresent(block -> query.where(
                        "page_id in (select id from trade_page where recorded_block = ? union select page_id from trade_stand"
                                + " where moved_block = ?) and (recorded_block = ? or moved_block = ?)",
                        block,
                        block,
                        block,
                        block));
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("(page_id, idx) < (?, ?)", cursor.number(0), cursor.number(1));
        }
        query.then("order by page_id desc, idx desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(json.trade(row), Cursor.of(row.getLong("page_id"), row.getInt("idx"))))));
    }

    private Answer trade(Call call) {
        List<TradeId> meant = TradeNames.readings(call.pathText("tradeId"));
        if (meant.isEmpty()) {
            throw ApiException.invalid("tradeId", "tradeId is lane.author.counterparty.page.index.");
        }
        return Answer.ok(database.read(connection -> {
            for (TradeId id : meant) {
                Optional<JsonObject> found = detail(connection, id);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            throw ApiException.notFound("The trade");
        }));
    }

    private record Found(JsonObject trade, String commitment) {}

    private Optional<JsonObject> detail(Connection connection, TradeId id) throws SQLException {
        PageId page = id.page();
        List<Object> key = List.of(page.author(), page.counterparty(), page.number(), id.index());
        Optional<Found> found = Rows.first(
                connection,
                "select * from trade where author = ? and counterparty = ? and page = ? and idx = ?",
                key,
                row -> new Found(json.trade(row), HexFormat.of().formatHex(row.getBytes("commitment"))));
        if (found.isEmpty() || !found.get().trade().getString("lane").equals(page.lane())) {
            return Optional.empty();
        }
        JsonArray history = new JsonArray();
        Rows.list(
                        connection,
                        "select e.*, t.tx_id, t.at, t.submitted_by from trade_event e join tx t on t.block = e.block and t.idx = e.tx"
                                + " where e.author = ? and e.counterparty = ? and e.page = ? and e.idx = ?"
                                + " order by e.block, e.tx, e.effect",
                        key,
                        row -> {
                            JsonObject event = new JsonObject()
                                    .put(
                                            "to",
                                            Json.state(row.getInt("state_to")).name())
                                    .put("block", row.getLong("block"))
                                    .put("txId", row.getString("tx_id"))
                                    .put("at", Rows.instant(row, "at").toString())
                                    .put("submittedBy", row.getString("submitted_by"));
                            int from = row.getInt("state_from");
                            if (from > 0) {
                                event.put("from", Json.state(from).name());
                            }
                            Json.put(event, "reason", Json.reason(row.getInt("reason")));
                            return event;
                        })
                .forEach(history::add);
        JsonArray postings = new JsonArray();
        Rows.list(
                        connection,
                        POSTING_COLUMNS + " where p.trade = ? order by p.id",
                        List.of(found.get().trade().getString("id")),
                        json::posting)
                .forEach(postings::add);
        JsonArray transactions = new JsonArray();
        Rows.list(
                        connection,
                        "select * from tx where (block, idx) in (select block, tx from trade_event where author = ?"
                                + " and counterparty = ? and page = ? and idx = ?) order by block, idx",
                        key,
                        Json::transaction)
                .forEach(transactions::add);
        return Optional.of(new JsonObject()
                .put("trade", found.get().trade())
                .put("history", history)
                .put("postings", postings)
                .put("transactions", transactions)
                .put(
                        "instructions",
                        InstructionOperations.about(
                                connection, found.get().trade().getString("id"), json))
                .put("commitment", found.get().commitment()));
    }

    private Answer postings(Call call) {
        Optional<ItemList> ofStatus = ItemList.asked(Side.CHAIN, call);
        Cursor cursor = call.cursor();
        Page.Mapper item = row -> new Page.Item(json.posting(row), Cursor.of(row.getLong("id")));
        Select query = new Select(POSTING_COLUMNS);
        if (ofStatus.isPresent()) {
            return Answer.ok(database.read(
                    connection -> ofStatus.get().page(connection, query, "p.id", cursor, call.limit(), item)));
        }
        query.whereIf(call.text("account"), "p.account = ?")
                .whereIf(call.text("asset"), "p.asset = ?")
                .whereIf(call.text("reference"), "p.reference = ?")
                .whereIf(call.text("status").map(Json::statusNumber), "p.status = ?")
                .whereIf(call.date("from"), "p.value_date >= ?")
                .whereIf(call.date("to"), "p.value_date <= ?");
        if (!cursor.atStart()) {
            query.where("p.id < ?", cursor.number(0));
        }
        query.then("order by p.id desc");
        return Answer.ok(database.read(connection -> Page.of(connection, query, call.limit(), item)));
    }

    private Answer ledger(boolean withDigest) {
        JsonObject ledger = Json.ledger(tail.status());
        if (withDigest && tail.status().verifiedHeight() >= 0) {
            ledger.put("stateDigest", tail.stateDigest());
        }
        return Answer.ok(ledger);
    }

    private Answer resume(Call call) {
        if (!tail.resume(call.user(), call.json().getString("reason"))) {
            throw ApiException.conflict("The ledger is not halted.");
        }
        return Answer.status(202, Json.ledger(tail.status()));
    }

    private Answer blocks(Call call) {
        Select query = new Select("select * from block");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("number < ?", cursor.number(0));
        }
        query.then("order by number desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(Json.block(row), Cursor.of(row.getLong("number"))))));
    }

    private Answer block(Call call) {
        long number = call.pathNumber("number");
        return Answer.ok(database.read(connection -> {
            JsonObject block = Rows.first(
                            connection, "select * from block where number = ?", List.of(number), Json::block)
                    .orElseThrow(() -> ApiException.notFound("The block"));
            JsonArray transactions = new JsonArray();
            Rows.list(connection, "select * from tx where block = ? order by idx", List.of(number), Json::transaction)
                    .forEach(transactions::add);
            return new JsonObject().put("block", block).put("transactions", transactions);
        }));
    }
}
