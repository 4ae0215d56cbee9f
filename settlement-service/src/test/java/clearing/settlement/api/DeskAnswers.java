package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the desk's operations answer, brought about over HTTP on a day that has breaks. */
final class DeskAnswers {
    private static final String JSON = "application/json";
    private final Browser everyone;

    DeskAnswers(Browser everyone) {
        this.everyone = everyone;
    }

    /** Bodies that fit, of the desk's operations. */
    static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("attachBreak", "Told by telephone.");
        bodies.put("bulkBreaks", "{\"ids\":[999999],\"action\":{\"type\":\"COMMENT\",\"text\":\"Seen.\"}}");
        bodies.put("saveBreakFilter", "{\"name\":\"Late\",\"filter\":{\"breached\":true}}");
        bodies.put("changeBreakFilter", bodies.get("saveBreakFilter"));
        bodies.put("proposeDeskPolicy", policy(0, "{}").encode());
        String decision = "{\"approve\":true,\"reason\":\"Agreed.\"}";
        bodies.put("decideDeskPolicy", decision);
        bodies.put("decideProposal", decision);
        bodies.put("decideMandate", decision);
        bodies.put("stopMandate", "{\"reason\":\"Enough.\"}");
        bodies.put("propose", "{\"kind\":\"WRITE_OFF\",\"breakId\":999999,\"reason\":\"Rounding.\"}");
        bodies.put("proposeMandate", """
                {"reason": "Rounding", "kinds": ["AMOUNT_DIFFERS"], "accounts": ["HOUSE"], "asset": "HKD", "tolerance": "0.05",
                 "dailyCount": 10, "dailyAmount": "1.00", "validFrom": "2026-11-20", "validTo": "2026-12-31"}
                """);
        return bodies;
    }

    /** A policy in which house breaks go to a group; what else it has is given. */
    static JsonObject policy(long base, String more) {
        JsonObject policy = new JsonObject("""
                {"groups": {"nostro": ["operator", "everyone"]},
                 "severity": [{"when": {"kinds": ["MISSING_IN_BOOKS"]}, "severity": "HIGH"}],
                 "serviceLevels": {"LOW": {"businessDays": 10}, "MEDIUM": {"businessDays": 3}, "HIGH": {"businessDays": 1},
                   "CRITICAL": {"hours": 4}},
                 "routing": [{"name": "house", "when": {"accounts": ["HOUSE"], "kinds": ["MISSING_IN_BOOKS"]}, "group": "nostro",
                   "labels": [{"text": "nostro", "colour": "blue"}]}],
                 "escalation": [{"name": "late", "when": {}, "onBreach": true, "assignee": "everyone", "severity": "CRITICAL"}],
                 "authority": [{"role": "approver", "kinds": ["WRITE_OFF"], "asset": "*", "alone": "10.00", "together": "100.00"}]}
                """);
        return new JsonObject()
                .put("base", base)
                .put("policy", policy.mergeIn(new JsonObject(more)))
                .put("reason", "As agreed.");
    }

    /** Asks for everything, of that break among others. */
    void follow(long breakId) {
        attachments("/api/v1/breaks/" + breakId + "/attachments");
        evidence("/api/v1/breaks/" + breakId);
        bulk(breakId);
        filters();
        new ProposalAnswers(everyone).follow();
        policies();
    }

    private void attachments(String path) {
        String named = path + "?fileName=note.txt";
        for (int i = 0; i < 20; i++) {
            assertThat(octets(named, "Told by telephone.")).isEqualTo(200);
        }
        assertThat(octets(named, "Told by telephone.")).isEqualTo(409);
        assertThat(octets(named, "\u0000\u0001")).isEqualTo(415);
        assertThat(octets(path + "?fileName=..%2Fx", "x")).isEqualTo(400);
        String detail = path.replace("/attachments", "");
        long id = everyone.get(detail)
                .getJsonArray("attachments")
                .getJsonObject(0)
                .getLong("id");
        assertThat(everyone.call(HttpMethod.GET, path + "/" + id, Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    private void evidence(String path) {
        assertThat(read(path + "/evidence")).isEqualTo(200);
        assertThat(read("/api/v1/breaks/999999/evidence")).isEqualTo(404);
        assertThat(read("/api/v1/evidence?account=HOUSE&asset=HKD&day=2026-11-20"))
                .isEqualTo(200);
        assertThat(read("/api/v1/evidence?account=HOUSE&asset=HKD&day=2001-01-01"))
                .isEqualTo(404);
    }

    private int read(String path) {
        return everyone.call(HttpMethod.GET, path, Buffer.buffer(), "").statusCode();
    }

    private int octets(String path, String content) {
        return everyone.call(HttpMethod.POST, path, Buffer.buffer(content), "application/octet-stream")
                .statusCode();
    }

    private void bulk(long breakId) {
        JsonObject action = new JsonObject().put("type", "COMMENT").put("text", "Seen.");
        JsonObject ids =
                new JsonObject().put("ids", new JsonArray().add(breakId)).put("action", action);
        assertThat(post("/api/v1/breaks/bulk", ids)).isEqualTo(200);
        JsonObject wrong = new JsonObject()
                .put("filter", new JsonObject().put("state", "ALL"))
                .put("count", 499)
                .put("action", action);
        assertThat(post("/api/v1/breaks/bulk", wrong)).isEqualTo(409);
    }

    private void filters() {
        JsonObject filter = new JsonObject(bodies().get("saveBreakFilter"));
        JsonObject saved =
                everyone.json(HttpMethod.POST, "/api/v1/break-filters", filter).bodyAsJsonObject();
        assertThat(post("/api/v1/break-filters", filter)).isEqualTo(409);
        String path = "/api/v1/break-filters/" + saved.getLong("id");
        filter.put("name", "Late again");
        assertThat(everyone.json(HttpMethod.PUT, path, filter).statusCode()).isEqualTo(200);
        JsonObject other = everyone.json(
                        HttpMethod.POST, "/api/v1/break-filters", filter.copy().put("name", "Other"))
                .bodyAsJsonObject();
        assertThat(everyone.json(HttpMethod.PUT, path, filter.put("name", other.getString("name")))
                        .statusCode())
                .isEqualTo(409);
        assertThat(everyone.get("/api/v1/break-filters").getJsonArray("items")).hasSize(2);
        assertThat(everyone.call(HttpMethod.DELETE, path, Buffer.buffer(), "").statusCode())
                .isEqualTo(204);
    }

    private void policies() {
        Browser approver = everyone.service().signIn("approver");
        assertThat(post("/api/v1/desk/policy", policy(7, "{}"))).isEqualTo(409);
        JsonObject version = everyone.json(HttpMethod.POST, "/api/v1/desk/policy", policy(0, "{}"))
                .bodyAsJsonObject();
        String decision = "/api/v1/desk/policy/" + version.getLong("version") + "/decision";
        JsonObject yes = new JsonObject(bodies().get("decideDeskPolicy"));
        assertThat(post(decision, yes)).isEqualTo(409);
        assertThat(approver.json(HttpMethod.POST, decision, yes).statusCode()).isEqualTo(200);
        assertThat(everyone.get("/api/v1/desk/policy").getLong("version")).isEqualTo(version.getLong("version"));
        everyone.service().desk().routing().tick();
    }

    private int post(String path, JsonObject body) {
        return everyone.json(HttpMethod.POST, path, body).statusCode();
    }

    /** The media type of an operation's body. */
    static String type(String id) {
        return Set.of("uploadStatement", "checkStatement", "attachBreak").contains(id)
                ? "application/octet-stream"
                : JSON;
    }
}
