package clearing.settlement.api;

import clearing.settlement.errand.BreakComment;
import clearing.settlement.errand.Errand;
import clearing.settlement.errand.JournalAnchoring;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/** How far an errand has come, from its row. */
final class ErrandJson {
    private ErrandJson() {}

    static JsonObject of(ResultSet row) throws SQLException {
        Errand errand = Errand.of(Errand.Kind.valueOf(row.getString("kind")), new JsonObject(row.getString("detail")));
        String state = row.getString("state");
        JsonObject json = new JsonObject()
                .put("id", row.getLong("errand_id"))
                .put("state", state)
                .put("attempts", row.getInt("attempts"));
        switch (errand) {
            case BreakComment comment ->
                json.put("sharedBreak", comment.shared().toString())
                        .put("inWords", !comment.words().isEmpty())
                        .put("hash", HexFormat.of().formatHex(comment.hash().bytes()))
                        .put("salt", HexFormat.of().formatHex(comment.salt().bytes()));
            case JournalAnchoring anchoring ->
                throw new IllegalStateException("the journal of " + anchoring.period() + " is no matter of a break");
        }
        Json.put(json, "txId", Optional.ofNullable(row.getString("tx_id")));
        Json.put(json, "failure", Optional.ofNullable(row.getString("failure")));
        switch (state) {
            case "DONE" -> json.put("block", row.getLong("block"));
            case "REFUSED" -> {
                json.put("code", row.getString("code")).put("sentence", row.getString("sentence"));
                Json.put(json, "field", Json.nonEmpty(row.getString("field")));
            }
            default -> json.put("nextAt", Rows.instant(row, "next_at").toString());
        }
        return json;
    }
}
