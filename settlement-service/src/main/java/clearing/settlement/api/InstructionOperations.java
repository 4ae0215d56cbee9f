package clearing.settlement.api;

import clearing.kernel.matching.Instructions;
import clearing.kernel.matching.MatchField;
import clearing.kernel.trade.TradeKind;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What either side instructed to be matched, and field by field what differs. */
final class InstructionOperations {
    private static final Instructions.State[] STATES = Instructions.State.values();

    private final String member;
    private final Database database;
    private final Json json;

    InstructionOperations(String member, Database database, Json json) {
        this.member = member;
        this.database = database;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("instructions", this::instructions);
    }

    private Answer instructions(Call call) {
        Select query = new Select("select * from instruction");
        query.whereIf(call.text("state").map(Instructions.State::valueOf).map(Enum::ordinal), "state = ?")
                .whereIf(call.text("reference"), "starts_with(reference, ?)");
        if (call.flag("waiting", false)) {
            query.where("state in (?, ?)", Instructions.State.OPEN.ordinal(), Instructions.State.MISMATCHED.ordinal());
        }
        call.text("by").ifPresent(side -> query.where(side.equals("US") ? "author = ?" : "author <> ?", member));
        call.text("counterparty").ifPresent(other -> query.where("(author = ? or counterparty = ?)", other, other));
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where(
                    "(recorded_block, recorded_tx, recorded_effect) < (?, ?, ?)",
                    cursor.number(0),
                    cursor.number(1),
                    cursor.number(2));
        }
        query.then("order by recorded_block desc, recorded_tx desc, recorded_effect desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(
                        instruction(row, json),
                        Cursor.of(
                                row.getLong("recorded_block"),
                                row.getInt("recorded_tx"),
                                row.getInt("recorded_effect"))))));
    }

    /** Those that match a trade or were last compared with it. */
    static JsonArray about(Connection connection, String trade, Json json) throws SQLException {
        JsonArray about = new JsonArray();
        Rows.list(
                        connection,
                        "select * from instruction where trade = ? order by recorded_block, recorded_tx, recorded_effect",
                        List.of(trade),
                        row -> instruction(row, json))
                .forEach(about::add);
        return about;
    }

    private static JsonObject instruction(ResultSet row, Json json) throws SQLException {
        String author = row.getString("author");
        String counterparty = row.getString("counterparty");
        String lane = row.getString("lane");
        String deliveryAsset = row.getString("delivery_asset");
        Optional<String> paymentAsset = Optional.ofNullable(row.getString("payment_asset"));
        JsonObject instruction = new JsonObject()
                .put("id", TradeNames.of(lane, author, counterparty, row.getInt("page"), row.getInt("idx")))
                .put("reference", row.getString("reference"))
                .put("kind", TradeKind.values()[row.getInt("kind")].name())
                .put("state", STATES[row.getInt("state")].name())
                .put("lane", lane)
                .put("author", author)
                .put("authorAccount", row.getString("author_account"))
                .put("counterparty", counterparty)
                .put("counterpartyAccount", row.getString("counterparty_account"))
                .put("deliverer", row.getBoolean("author_delivers") ? author : counterparty)
                .put("delivery", json.amountOf(deliveryAsset, row.getLong("delivery_minor")))
                .put("tradeDate", row.getString("trade_date"))
                .put("valueDate", row.getString("value_date"))
                .put("recordedBlock", row.getLong("recorded_block"))
                .put("movedBlock", row.getLong("moved_block"));
        if (paymentAsset.isPresent()) {
            instruction.put("payment", json.amountOf(paymentAsset.get(), row.getLong("payment_minor")));
        }
        Json.put(instruction, "trade", Optional.ofNullable(row.getString("trade")));
        return instruction.put("differences", differences(row, deliveryAsset, paymentAsset, json));
    }

    private static JsonArray differences(ResultSet row, String deliveryAsset, Optional<String> paymentAsset, Json json)
            throws SQLException {
        List<String> fields = Json.texts(row.getArray("fields"));
        List<String> alleged = Json.texts(row.getArray("alleged"));
        List<String> instructed = Json.texts(row.getArray("instructed"));
        JsonArray differences = new JsonArray();
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            boolean delivered = field.equals(MatchField.DELIVERY_AMOUNT.path());
            boolean paid = field.equals(MatchField.PAYMENT_AMOUNT.path());
            Optional<String> own = delivered ? Optional.of(deliveryAsset) : paymentAsset.filter(asset -> paid);
            // Where the assets differ as well, each amount is of its own side's.
            int asset = fields.indexOf((delivered ? MatchField.DELIVERY_ASSET : MatchField.PAYMENT_ASSET).path());
            Optional<String> theirs = (delivered || paid) && asset >= 0 ? Optional.of(alleged.get(asset)) : own;
            differences.add(new JsonObject()
                    .put("field", field)
                    .put("alleged", value(alleged.get(i), theirs, json))
                    .put("instructed", value(instructed.get(i), own, json)));
        }
        return differences;
    }

    private static String value(String text, Optional<String> asset, Json json) {
        return asset.filter(code -> !text.equals("none"))
                .map(code -> json.amount(code, Long.parseLong(text)))
                .orElse(text);
    }
}
