package clearing.settlement.journal;

import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The audit log as lines of JSON, which {@code clearing verify --audit} holds against what was anchored. */
public final class AuditLines {
    private AuditLines() {}

    /** All records from the first to the one before {@code records}. */
    public static List<String> of(Connection connection, long records) throws SQLException {
        return Rows.list(
                connection,
                "select idx, at, actor, action, subject, detail, hash from audit where idx < ? order by idx",
                List.of(records),
                row -> new JsonObject()
                        .put("index", row.getLong("idx"))
                        .put("at", Rows.instant(row, "at").toString())
                        .put("actor", row.getString("actor"))
                        .put("action", row.getString("action"))
                        .put("subject", row.getString("subject"))
                        .put("detail", row.getString("detail"))
                        .put("hash", HexFormat.of().formatHex(row.getBytes("hash")))
                        .encode());
    }
}
