package clearing.settlement.api;

import clearing.settlement.desk.BreakState;
import clearing.settlement.desk.Severity;
import clearing.settlement.desk.age.AgeBucket;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A break as the API shows it, from its row. */
final class BreakJson {
    private BreakJson() {}

    static JsonObject of(Json json, Instant now, ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        BigDecimal chain = row.getBigDecimal("chain_minor");
        BigDecimal books = row.getBigDecimal("books_minor");
        Instant opened = Rows.instant(row, "opened_at");
        boolean resolved = row.getBoolean("resolved");
        int age = row.getInt("business_age");
        JsonObject brk = new JsonObject()
                .put("id", row.getLong("id"))
                .put("kind", row.getString("kind"))
                .put("account", row.getString("account"))
                .put("asset", asset)
                .put("reference", row.getString("reference"))
                .put("difference", json.amount(asset, books.subtract(chain)))
                .put("chain", json.amount(asset, chain))
                .put("books", json.amount(asset, books))
                .put("openedAt", opened.toString())
                .put("ageDays", Math.max(0, Duration.between(opened, now).toDays()))
                .put("businessAge", age)
                .put("bucket", AgeBucket.of(age).word())
                .put("severity", Severity.at(row.getInt("severity")).name())
                .put("amountAtRisk", json.amount(asset, row.getLong("risk_minor")))
                .put("breached", row.getObject("breached_at") != null && !resolved)
                .put("labels", new JsonArray(row.getString("labels")))
                .put("comments", row.getInt("comments"))
                .put("sentence", row.getString("sentence"));
        owner(brk, row, resolved);
        atRisk(brk, row);
        Json.put(brk, "counterparty", Json.nonEmpty(row.getString("counterparty")));
        Json.put(
                brk,
                "valueDate",
                Optional.ofNullable(row.getObject("value_date", LocalDate.class))
                        .map(LocalDate::toString));
        if (row.getObject("due_at") != null) {
            brk.put("dueAt", Rows.instant(row, "due_at").toString());
        }
        if (resolved) {
            brk.put("resolvedAt", Rows.instant(row, "resolved_at").toString());
        }
        return brk;
    }

    private static void owner(JsonObject brk, ResultSet row, boolean resolved) throws SQLException {
        Optional<String> assignee = Optional.ofNullable(row.getString("assignee"));
        Optional<String> group = Optional.ofNullable(row.getString("owner_group"));
        long proposal = row.getLong("proposal_id");
        brk.put(
                "state",
                BreakState.of(resolved, proposal > 0, assignee.isPresent() || group.isPresent())
                        .name());
        Json.put(brk, "assignee", assignee);
        Json.put(brk, "group", group);
        Json.put(brk, "previousOwner", Optional.ofNullable(row.getString("previous_owner")));
        if (proposal > 0) {
            brk.put("proposal", proposal);
        }
    }

    private static void atRisk(JsonObject brk, ResultSet row) throws SQLException {
        Optional<String> reference = Optional.ofNullable(row.getString("reference_asset"));
        Optional<BigDecimal> value = Optional.ofNullable(row.getBigDecimal("reference_value"));
        if (reference.isPresent() && value.isPresent()) {
            brk.put(
                    "atRisk",
                    new JsonObject()
                            .put("asset", reference.get())
                            .put("value", value.get().toPlainString()));
        }
    }
}
