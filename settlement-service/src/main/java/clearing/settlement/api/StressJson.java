package clearing.settlement.api;

import clearing.settlement.stress.StressNight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A night's stress test as the API shows it. */
final class StressJson {
    private StressJson() {}

    static JsonObject night(StressNight night) {
        return new JsonObject(night.details())
                .put("date", night.night().toString())
                .put("block", night.block())
                .put("startedAt", night.started().toString())
                .put("finishedAt", night.finished().toString())
                .put("shocks", new JsonArray(night.shocks()));
    }

    /** A night that does not hold, with the defaults that show it: of cover-1, or where that holds of cover-2. */
    static JsonObject alarm(StressNight night) {
        JsonObject shown = new JsonObject(night.details()).getJsonObject(night.cover1() ? "cover2" : "cover1");
        return new JsonObject()
                .put("date", night.night().toString())
                .put("block", night.block())
                .put("cover1", night.cover1())
                .put("cover2", night.cover2())
                .put("defaults", shown.getJsonArray("defaults"));
    }
}
