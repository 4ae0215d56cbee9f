package clearing.settlement.api;

import clearing.settlement.desk.Desk;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.mandate.Mandate;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mandates to resolve breaks without asking. */
final class MandateOperations {
    private final Database database;
    private final Desk desk;
    private final Scales scales;
    private final InstantSource clock;
    private final Json json;

    MandateOperations(ServiceParts parts, Json json) {
        this.database = parts.database();
        this.desk = parts.desk();
        this.scales = parts.scales();
        this.clock = parts.clock();
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put(
                "mandates",
                call -> Answer.ok(database.read(connection -> {
                    JsonArray items = new JsonArray();
                    for (Mandate mandate :
                            Rows.list(connection, "select * from mandate order by id desc", List.of(), Mandate::of)) {
                        items.add(shown(connection, mandate));
                    }
                    return new JsonObject().put("items", items);
                })));
        operations.put("proposeMandate", call -> {
            Mandate mandate = mandate(call.json());
            return Answer.ok(database.write(
                    connection -> one(connection, desk.mandates().propose(connection, call.user(), mandate))));
        });
        operations.put("decideMandate", call -> {
            long id = call.pathNumber("mandateId");
            JsonObject body = call.json();
            return Answer.ok(database.write(connection -> {
                desk.mandates()
                        .decide(connection, call.user(), id, body.getBoolean("approve"), body.getString("reason"));
                return one(connection, id);
            }));
        });
        operations.put("stopMandate", call -> {
            long id = call.pathNumber("mandateId");
            String reason = call.json().getString("reason");
            return Answer.ok(database.write(connection -> {
                desk.mandates().stop(connection, call.user(), id, reason);
                return one(connection, id);
            }));
        });
        operations.put("mandateUses", this::uses);
    }

    private Mandate mandate(JsonObject body) {
        String asset = body.getString("asset");
        if (scales.scale(asset).isEmpty()) {
            throw DeskRefusal.invalid("asset", "There is no such asset.");
        }
        return new Mandate(
                0,
                "PENDING",
                body.getString("reason"),
                texts(body.getJsonArray("kinds")),
                texts(body.getJsonArray("accounts")),
                asset,
                minor(body, "tolerance"),
                body.getInteger("dailyCount"),
                minor(body, "dailyAmount"),
                date(body, "validFrom"),
                date(body, "validTo"),
                "",
                clock.instant(),
                Optional.empty());
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    private long minor(JsonObject body, String field) {
        try {
            return new BigDecimal(body.getString(field))
                    .movePointRight(json.scale(body.getString("asset")))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw DeskRefusal.invalid(field, field + " does not fit the scale of the asset.");
        }
    }

    private static LocalDate date(JsonObject body, String field) {
        try {
            return LocalDate.parse(body.getString(field));
        } catch (java.time.format.DateTimeParseException e) {
            throw DeskRefusal.invalid(field, field + " is not a date.");
        }
    }

    private JsonObject one(Connection connection, long id) throws SQLException {
        return shown(
                connection,
                Rows.first(connection, "select * from mandate where id = ?", List.of(id), Mandate::of)
                        .orElseThrow(() -> ApiException.notFound("The mandate")));
    }

    private JsonObject shown(Connection connection, Mandate mandate) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Mandate.Used used = Mandate.used(connection, mandate.id(), today);
        String asset = mandate.asset();
        JsonObject shown = new JsonObject()
                .put("id", mandate.id())
                .put("state", mandate.state())
                .put("reason", mandate.reason())
                .put("kinds", new JsonArray(mandate.kinds()))
                .put("accounts", new JsonArray(mandate.accounts()))
                .put("asset", asset)
                .put("tolerance", json.amount(asset, mandate.toleranceMinor()))
                .put("dailyCount", mandate.dailyCount())
                .put("dailyAmount", json.amount(asset, mandate.dailyMinor()))
                .put("validFrom", mandate.validFrom().toString())
                .put("validTo", mandate.validTo().toString())
                .put("maker", mandate.maker())
                .put("at", mandate.at().toString())
                .put("decisions", ProposalJson.decisions(connection, "mandate", mandate.id()))
                .put(
                        "usedToday",
                        new JsonObject().put("count", used.count()).put("amount", json.amount(asset, used.minor())));
        mandate.off()
                .ifPresent(off -> shown.put(
                        "switchedOff",
                        new JsonObject()
                                .put("by", off.by())
                                .put("reason", off.reason())
                                .put("at", off.at().toString())));
        return shown;
    }

    private Answer uses(Call call) {
        long id = call.pathNumber("mandateId");
        Select query = new Select("select * from mandate_use").where("mandate_id = ?", id);
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("id < ?", cursor.number(0));
        }
        query.then("order by id desc");
        return Answer.ok(database.read(connection -> {
            one(connection, id);
            return Page.of(
                    connection,
                    query,
                    call.limit(),
                    row -> new Page.Item(
                            new JsonObject()
                                    .put("breakId", row.getLong("break_id"))
                                    .put("asset", row.getString("asset"))
                                    .put("amount", json.amount(row.getString("asset"), row.getBigDecimal("minor")))
                                    .put("proposalId", row.getLong("proposal_id"))
                                    .put("at", Rows.instant(row, "at").toString()),
                            Cursor.of(row.getLong("id"))));
        }));
    }
}
