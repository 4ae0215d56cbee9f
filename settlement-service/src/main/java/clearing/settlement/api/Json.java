package clearing.settlement.api;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.Halt;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Rows as the API shows them. */
final class Json {
    private static final String[] STATUS = {"PENDING", "MATCHED", "BROKEN", "CARRIED"};

    private final String member;
    private final Scales scales;
    private final InstantSource clock;

    Json(String member, Scales scales, InstantSource clock) {
        this.member = member;
        this.scales = scales;
        this.clock = clock;
    }

    static void put(JsonObject target, String name, Optional<?> value) {
        value.ifPresent(present -> target.put(name, present));
    }

    static String status(int number) {
        return STATUS[number];
    }

    static int statusNumber(String name) {
        return Arrays.asList(STATUS).indexOf(name);
    }

    String amount(String asset, long minor) {
        return scales.text(asset, minor);
    }

    String amount(String asset, BigInteger minor) {
        return scales.text(asset, minor);
    }

    String amount(String asset, BigDecimal minor) {
        return scales.text(asset, minor.toBigIntegerExact());
    }

    int scale(String asset) {
        return scales.scale(asset).orElse(0);
    }

    Optional<Constitution> constitution() {
        return scales.constitution();
    }

    JsonObject trade(ResultSet row) throws SQLException {
        String author = row.getString("author");
        String counterparty = row.getString("counterparty");
        String lane = row.getString("lane");
        boolean authorDelivers = row.getBoolean("author_delivers");
        String deliverer = authorDelivers ? author : counterparty;
        TradeState state = state(row.getInt("state"));
        JsonObject trade = new JsonObject()
                .put("id", TradeNames.of(lane, author, counterparty, row.getInt("page"), row.getInt("idx")))
                .put("reference", row.getString("reference"))
                .put("kind", TradeKind.values()[row.getInt("kind")].name())
                .put("state", state.name())
                .put("lane", lane)
                .put("author", author)
                .put("authorAccount", row.getString("author_account"))
                .put("counterparty", counterparty)
                .put("counterpartyAccount", row.getString("counterparty_account"))
                .put("deliverer", deliverer)
                .put("delivery", amountOf(row.getString("delivery_asset"), row.getLong("delivery_minor")))
                .put("priority", row.getBoolean("urgent") ? "URGENT" : "NORMAL")
                .put("tradeDate", row.getString("trade_date"))
                .put("valueDate", row.getString("value_date"))
                .put("recordedBlock", row.getLong("recorded_block"))
                .put("movedBlock", row.getLong("moved_block"));
        put(trade, "reason", reason(row.getInt("reason")));
        if (author.equals(member) || counterparty.equals(member)) {
            trade.put("side", deliverer.equals(member) ? "SELL" : "BUY");
        }
        String paymentAsset = row.getString("payment_asset");
        if (paymentAsset != null) {
            trade.put("payment", amountOf(paymentAsset, row.getLong("payment_minor")));
        }
        put(trade, "reverses", Optional.ofNullable(row.getString("reverses")));
        put(trade, "amends", Optional.ofNullable(row.getString("amends")));
        return trade;
    }

    static TradeState state(int number) {
        return TradeState.ofNumber(number);
    }

    static Optional<String> reason(int ordinal) {
        return ordinal == 0 ? Optional.empty() : Optional.of(RejectReason.values()[ordinal].name());
    }

    JsonObject amountOf(String asset, long minor) {
        return new JsonObject().put("asset", asset).put("value", amount(asset, minor));
    }

    JsonObject posting(ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        JsonObject posting = new JsonObject()
                .put("id", row.getLong("id"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("value", amount(asset, row.getLong("minor")))
                .put("kind", row.getString("kind"))
                .put("reference", row.getString("reference"))
                .put("counterparty", row.getString("counterparty"))
                .put("valueDate", row.getString("value_date"))
                .put("block", row.getLong("block"))
                .put("txId", row.getString("tx_id"))
                .put("effect", row.getInt("effect"))
                .put("at", Rows.instant(row, "at").toString());
        put(posting, "trade", Optional.ofNullable(row.getString("trade")));
        standing(row, posting);
        return posting;
    }

    JsonObject entry(ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        JsonObject source = new JsonObject().put("fileName", row.getString("file_name"));
        if (row.getInt("line") > 0) {
            source.put("line", row.getInt("line"));
        }
        JsonObject entry = new JsonObject()
                .put("id", row.getLong("id"))
                .put("statement", row.getLong("statement_id"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("value", amount(asset, row.getLong("minor")))
                .put("reference", String.join("+", (String[])
                        row.getArray("refs").getArray()))
                .put("bookingDate", row.getString("booking_date"))
                .put("valueDate", row.getString("value_date"))
                .put("reversal", row.getBoolean("reversal"))
                .put("source", source);
        put(entry, "counterparty", nonEmpty(row.getString("counterparty")));
        put(entry, "text", nonEmpty(row.getString("note")));
        entry.put("advised", row.getBoolean("advised"));
        put(entry, "bankReference", nonEmpty(row.getString("bank_reference")));
        put(entry, "confirmedBy", Optional.ofNullable(row.getObject("confirmed_by", Long.class)));
        put(entry, "exchange", nonEmpty(row.getString("exchange")).map(JsonObject::new));
        standing(row, entry);
        return entry;
    }

    private static void standing(ResultSet row, JsonObject item) throws SQLException {
        item.put("status", status(row.getInt("status")));
        long match = row.getLong("match_id");
        if (match > 0) {
            item.put("matchId", match);
        }
        long breakId = row.getLong("break_id");
        if (breakId > 0) {
            item.put("breakId", breakId);
        }
    }

    JsonObject match(ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        BigDecimal chain = row.getBigDecimal("minor");
        BigDecimal tolerated = row.getBigDecimal("tolerated_minor");
        JsonObject match = new JsonObject()
                .put("id", row.getLong("id"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("rule", row.getString("rule"))
                .put("ruleVersion", row.getInt("rule_version"))
                .put("chain", amount(asset, chain))
                .put("books", amount(asset, chain.subtract(tolerated)))
                .put("postings", numbers(row.getArray("postings")))
                .put("bookEntries", numbers(row.getArray("bookings")))
                .put("at", Rows.instant(row, "at").toString());
        long agreement = row.getLong("agreement_id");
        if (agreement != 0) {
            match.put("agreement", agreement)
                    .put("tolerated", amount(asset, tolerated))
                    .put("evidence", new JsonObject(row.getString("evidence")));
        }
        return match;
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static JsonArray numbers(Array array) throws SQLException {
        JsonArray numbers = new JsonArray();
        Arrays.stream((Long[]) array.getArray()).forEach(numbers::add);
        return numbers;
    }

    JsonObject brk(ResultSet row) throws SQLException {
        return BreakJson.of(this, clock.instant(), row);
    }

    JsonObject statement(ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        BigDecimal movements = row.getBigDecimal("movements");
        BigDecimal opening = Optional.ofNullable(row.getBigDecimal("opening")).orElse(BigDecimal.ZERO);
        BigDecimal closing = Optional.ofNullable(row.getBigDecimal("closing")).orElse(opening.add(movements));
        JsonObject statement = new JsonObject()
                .put("id", row.getLong("id"))
                .put("fileName", row.getString("file_name"))
                .put("format", row.getString("format"))
                .put("reference", row.getString("reference"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("opening", amount(asset, opening))
                .put("closing", amount(asset, closing))
                .put("entries", row.getInt("entries"))
                .put("consistent", row.getBoolean("consistent"))
                .put("continuous", row.getBoolean("continuous"))
                .put("ingestedAt", Rows.instant(row, "ingested_at").toString())
                .put("ingestedBy", row.getString("ingested_by"))
                .put("kind", row.getString("kind"))
                .put("page", row.getInt("page"))
                .put("lastPage", row.getBoolean("last_page"))
                .put("numbering", row.getString("numbering"))
                .put("missing", row.getLong("missing"))
                .put("notBooked", row.getInt("not_booked"));
        put(statement, "number", Optional.ofNullable(row.getObject("sequence", Long.class)));
        put(statement, "mapping", Optional.ofNullable(row.getString("mapping")));
        put(statement, "mappingVersion", Optional.ofNullable(row.getObject("mapping_version", Integer.class)));
        put(statement, "from", Optional.ofNullable(row.getString("from_date")));
        put(statement, "to", Optional.ofNullable(row.getString("to_date")));
        return statement;
    }

    static JsonObject transaction(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("txId", row.getString("tx_id"))
                .put("block", row.getLong("block"))
                .put("index", row.getInt("idx"))
                .put("code", row.getString("code_name"))
                .put("submittedBy", row.getString("submitted_by"))
                .put("timestamp", Rows.instant(row, "at").toString())
                .put("endorsers", new JsonArray(Arrays.asList((Object[])
                        row.getArray("endorsers").getArray())))
                .put("commands", row.getInt("commands"))
                .put("verified", row.getBoolean("verified"));
    }

    static JsonObject block(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("number", row.getLong("number"))
                .put("hash", HexFormat.of().formatHex(row.getBytes("hash")))
                .put("previousHash", HexFormat.of().formatHex(row.getBytes("previous_hash")))
                .put("transactions", row.getInt("transactions"))
                .put("valid", row.getInt("valid"))
                .put("effects", row.getInt("effects"))
                .put("at", Rows.instant(row, "at").toString())
                .put("appliedAt", Rows.instant(row, "applied_at").toString());
    }

    static JsonObject ledger(LedgerStatus status) {
        JsonObject ledger = new JsonObject()
                .put("channel", status.channel())
                .put("status", status.phase().name())
                .put("height", status.height())
                .put("verifiedHeight", status.verifiedHeight())
                .put("lagBlocks", status.lag());
        put(ledger, "lastBlockAt", status.lastBlockAt().map(Instant::toString));
        put(ledger, "halt", status.halt().map(Json::halt));
        return ledger;
    }

    private static JsonObject halt(Halt halt) {
        JsonObject json = new JsonObject()
                .put("at", halt.at().toString())
                .put("block", halt.block())
                .put("reason", halt.reason().name())
                .put(
                        "sentence",
                        halt.detail().isEmpty()
                                ? halt.reason().sentence()
                                : halt.reason().sentence() + " (" + halt.detail() + ")");
        put(json, "txId", halt.txId());
        put(json, "key", halt.key());
        put(json, "expectedSha256", halt.expectedSha256());
        put(json, "actualSha256", halt.actualSha256());
        return json;
    }

    static Optional<String> nonEmpty(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
