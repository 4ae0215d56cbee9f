package clearing.settlement.desk.routing;

import clearing.settlement.desk.policy.Policy;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes what treatments came to, in one batch. */
final class TreatedRows {
    private static final String UPDATE = "update break set assignee = ?, owner_group = ?, previous_owner ="
            + " coalesce(?, previous_owner), severity = ?, routed_severity = ?, reference_asset = ?, reference_value = ?,"
            + " business_age = ?, aged_on = ?, due_at = ?, breached_at = case when ? then coalesce(breached_at, ?) end,"
            + " labels = labels || ?::jsonb, evidence = ? where id = ?";

    private TreatedRows() {}

    static void write(Connection connection, Instant now, List<Treated> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Treated treated : all) {
                JsonArray labels = new JsonArray();
                for (Policy.LabelText label : treated.newLabels()) {
                    labels.add(new JsonObject().put("text", label.text()).put("colour", label.colour()));
                }
                List<Object> values = new ArrayList<>(List.of(
                        treated.owner().user(),
                        treated.owner().group(),
                        treated.previousOwner(),
                        treated.severity().ordinal(),
                        treated.routedSeverity().map(Enum::ordinal),
                        treated.referenceAsset(),
                        treated.referenceValue(),
                        treated.businessAge(),
                        treated.agedOn(),
                        treated.dueAt(),
                        treated.breached(),
                        now,
                        labels.encode(),
                        treated.evidence(),
                        treated.id()));
                Rows.bind(connection, update, values);
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
