package clearing.settlement.api;

import clearing.kernel.rulebook.CoveredCapRule;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Optional;

/** What of cover and defaults has to be told to whoever is looking: only what changed since it was told last. For one thread. */
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

    /** Who is in default and whose cover has fallen short, when it is not what was told last. */
    Optional<JsonObject> changed(Connection connection) {
        JsonObject now = new JsonObject()
                .put("inDefault", risk.inDefault(connection))
                .put("alarms", risk.alarms(risk.limits(connection, clock.instant())));
        boolean nothing = now.getJsonArray("inDefault").isEmpty()
                && now.getJsonArray("alarms").isEmpty();
        if (now.equals(told) || nothing && told.isEmpty()) {
            return Optional.empty();
        }
        told = now.copy();
        return Optional.of(now);
    }
}
