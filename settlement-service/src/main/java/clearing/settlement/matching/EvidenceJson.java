package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Evidence;
import clearing.reconcile.FieldDifference;
import clearing.reconcile.Tolerated;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Evidence and tolerated amounts as they are stored. */
public final class EvidenceJson {
    private EvidenceJson() {}

    /** Score, reason and differences. */
    public static JsonObject of(Evidence evidence) {
        JsonArray differences = new JsonArray();
        evidence.differences()
                .forEach(d -> differences.add(new JsonObject()
                        .put("field", d.field())
                        .put("chain", d.chain())
                        .put("books", d.books())));
        return new JsonObject()
                .put("score", evidence.score())
                .put("reason", evidence.reason())
                .put("differences", differences);
    }

    /** Reads it back. */
    public static Evidence evidence(JsonObject stored) {
        List<FieldDifference> differences = new ArrayList<>();
        for (Object each : stored.getJsonArray("differences")) {
            JsonObject d = (JsonObject) each;
            differences.add(new FieldDifference(d.getString("field"), d.getString("chain"), d.getString("books")));
        }
        return new Evidence(stored.getInteger("score"), stored.getString("reason"), differences);
    }

    static JsonArray of(List<Tolerated> tolerated) {
        JsonArray all = new JsonArray();
        tolerated.forEach(t -> all.add(new JsonObject()
                .put("account", t.key().account())
                .put("asset", t.key().asset())
                .put("minor", t.minor().toString())));
        return all;
    }

    static List<Tolerated> tolerated(JsonArray stored) {
        List<Tolerated> all = new ArrayList<>();
        for (Object each : stored) {
            JsonObject t = (JsonObject) each;
            all.add(new Tolerated(
                    new AccountKey(t.getString("account"), t.getString("asset")),
                    new BigInteger(t.getString("minor"))));
        }
        return all;
    }
}
