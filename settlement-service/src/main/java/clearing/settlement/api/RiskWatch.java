package clearing.settlement.api;

import clearing.kernel.rulebook.CoveredCapRule;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What of cover, defaults and stress tests has to be told to whoever is looking: only what changed since it was told last. For one thread at
 * a time.
 */
final class RiskWatch {
    private final RiskView risk;
    private final InstantSource clock;
    private final Json json;
    private JsonObject told = new JsonObject();

    RiskWatch(RiskView risk, InstantSource clock, Json json) {
        this.risk = risk;
        this.clock = clock;
        this.json = json;
    }

    /** Whether the members have rules by which anything could be told. */
    boolean concerned() {
        return json.constitution()
                .filter(c -> c.rules().defaultRule().isPresent()
                        || c.rules().all(CoveredCapRule.class).findAny().isPresent())
                .isPresent();
    }

    /** Who is in default, whose cover has fallen short and whether the last night did not hold, when it is not what was told last. */
    Optional<JsonObject> changed(Connection connection) throws SQLException {
        JsonObject now = new JsonObject()
                .put("inDefault", risk.inDefault(connection))
                .put("alarms", risk.alarms(risk.limits(connection, clock.instant())));
        Optional<JsonObject> stress = risk.stressAlarm(connection);
        Json.put(now, "stressAlarm", stress);
        boolean nothing = now.getJsonArray("inDefault").isEmpty()
                && now.getJsonArray("alarms").isEmpty()
                && stress.isEmpty();
        if (now.equals(told) || nothing && told.isEmpty()) {
            return Optional.empty();
        }
        told = now.copy();
        return Optional.of(now);
    }
}
