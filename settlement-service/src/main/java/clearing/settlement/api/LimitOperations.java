package clearing.settlement.api;

import clearing.kernel.settlement.LimitUse;
import clearing.settlement.store.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Caps and limits with what is used of them, whose cover has fallen short, and who is in default. */
final class LimitOperations {
    private final Database database;
    private final RiskView risk;
    private final InstantSource clock;
    private final Json json;

    LimitOperations(Database database, RiskView risk, InstantSource clock, Json json) {
        this.database = database;
        this.risk = risk;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("limits", call -> Answer.ok(limits()));
        operations.put("defaults", call -> Answer.ok(defaults()));
    }

    private JsonObject limits() {
        Instant now = clock.instant();
        return database.read(connection -> {
            LimitUse use = risk.limits(connection, now);
            return new JsonObject()
                    .put("height", LedgerOperations.height(connection))
                    .put("at", now.toString())
                    .put("caps", risk.caps(use))
                    .put("limits", risk.towards(use))
                    .put("alarms", risk.alarms(use));
        });
    }

    private JsonObject defaults() {
        return database.read(connection -> new JsonObject()
                .put("height", LedgerOperations.height(connection))
                .put(
                        "items",
                        json.constitution()
                                .filter(c -> c.rules().defaultRule().isPresent())
                                .map(c -> risk.defaults(connection, c))
                                .orElseGet(JsonArray::new)));
    }
}
