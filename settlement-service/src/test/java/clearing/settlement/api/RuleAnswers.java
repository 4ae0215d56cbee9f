package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Matching rules over HTTP: proposed, rehearsed, turned down, approved by another person; suggestions decided, a match taken back. */
final class RuleAnswers {
    private static final String REASON = "{\"reason\":\"Checked with the custodian.\"}";
    private static final JsonObject YES = new JsonObject("{\"approve\":true,\"reason\":\"Agreed.\"}");
    private static final JsonObject NO = new JsonObject("{\"approve\":false,\"reason\":\"Ask the bank.\"}");
    private static final String RULES =
            "{\"rules\":[{\"name\":\"fields\",\"type\":\"FIELDS\",\"mode\":\"AUTOMATIC\",\"tolerance\":{\"amountMinor\":1}}]}";
    private static final String PROPOSAL = "{\"note\":\"Cents.\",\"ruleSet\":" + RULES + "}";

    /** Bodies that fit. */
    private static final Map<String, String> BODIES = Map.of(
            "proposeRuleSet", PROPOSAL,
            "approveRuleSet", REASON,
            "rejectRuleSet", REASON,
            "acceptSuggestion", REASON,
            "declineSuggestion", REASON,
            "undoMatch", REASON);

    /** These bodies and others. */
    static Map<String, String> and(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(BODIES);
        all.putAll(others);
        return all;
    }

    private final Browser proposer;
    private final Browser approver;

    private RuleAnswers(Browser proposer, Browser approver) {
        this.proposer = proposer;
        this.approver = approver;
    }

    /** Brings about every answer, on a service of its own. */
    static void follow(AnswerJudge judge, Duration patience) throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(1, 20);
        try (TestService service = new TestService(chain.blocks(), judge)) {
            service.tailed().awaitHeight(chain.blocks().size() - 1L);
            new RuleAnswers(service.signIn(TestService.EVERYONE), service.signIn("approver")).ask(patience);
        }
    }

    private void ask(Duration patience) {
        // 1.00 is on the chain once within a cent; -1.02 and -1.04 have two near them each, under other references.
        String books = TestBooks.statement("R1", "0.00", "-1.06", List.of("ANY-1,1.00", "ANY-2,-1.02", "ANY-3,-1.04"));
        assertThat(proposer.upload("rules.csv", books, true).statusCode()).isEqualTo(200);
        close();
        JsonObject bad = new JsonObject(PROPOSAL.replace("\"amountMinor\":1", "\"amountMinor\":-1"));
        assertThat(proposer.json(HttpMethod.POST, "/api/v1/rule-sets", bad)
                        .bodyAsJsonObject()
                        .getString("field"))
                .isEqualTo("ruleSet.rules[0].tolerance.amountMinor");
        long first = propose();
        rehearsed(first, patience);
        assertThat(post(proposer, first, "approval")).as("by the proposer").isEqualTo(409);
        assertThat(post(proposer, first, "rejection")).isEqualTo(200);
        assertThat(post(approver, first, "rejection")).isEqualTo(409);
        long second = propose();
        assertThat(post(approver, second, "approval")).isEqualTo(200);
        JsonObject live = proposer.get("/api/v1/rule-sets/" + second);
        assertThat(live.getString("state")).isEqualTo("LIVE");
        assertThat(live.getString("decidedBy")).isEqualTo("approver");
        assertThat(proposer.get("/api/v1/rule-sets").getJsonArray("items")).hasSize(2);
        suggested();
        undone();
    }

    private void close() {
        assertThat(proposer.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    private long propose() {
        return proposer.json(HttpMethod.POST, "/api/v1/rule-sets", new JsonObject(PROPOSAL))
                .bodyAsJsonObject()
                .getLong("version");
    }

    private static int post(Browser by, long version, String what) {
        return by.json(HttpMethod.POST, "/api/v1/rule-sets/" + version + "/" + what, new JsonObject(REASON))
                .statusCode();
    }

    private void rehearsed(long version, Duration patience) {
        String path = "/api/v1/rule-sets/" + version + "/dry-run";
        JsonObject before = proposer.get("/api/v1/completeness");
        // Of many at once, one may run.
        int refused = 0;
        Instant end = Instant.now().plus(patience);
        while (refused == 0) {
            assertThat(Instant.now()).isBefore(end);
            for (int i = 0; i < 5; i++) {
                refused += proposer.call(HttpMethod.POST, path, Buffer.buffer(), "")
                                        .statusCode()
                                == 409
                        ? 1
                        : 0;
            }
        }
        JsonObject run = proposer.get(path);
        while (run.getString("state").equals("RUNNING")) {
            assertThat(Instant.now()).isBefore(end);
            run = proposer.get(path);
        }
        assertThat(run.getString("state")).as(run.encode()).isEqualTo("DONE");
        JsonObject changes = run.getJsonObject("changes");
        assertThat(changes.getJsonObject("matchesMade").getInteger("count")).isPositive();
        assertThat(changes.getJsonObject("matchesLost").getInteger("count")).isZero();
        assertThat(changes.getJsonObject("breaksClosed").getInteger("MISSING_ON_CHAIN"))
                .isPositive();
        assertThat(proposer.get("/api/v1/completeness").getJsonObject("chain"))
                .isEqualTo(before.getJsonObject("chain"));
    }

    private void suggested() {
        JsonArray open = proposer.get("/api/v1/suggestions").getJsonArray("items");
        assertThat(open.size()).as(open.encode()).isGreaterThan(2);
        limits();
        BigDecimal most = new BigDecimal("1.03");
        JsonObject best = first(open, each -> size(each).compareTo(most) <= 0);
        JsonObject large = first(open, each -> size(each).compareTo(most) > 0 && isApart(each, best));
        JsonObject other = first(open, each -> !each.equals(best) && !each.equals(large));
        assertThat(decide(other, "refusal")).isEqualTo(200);
        assertThat(decide(best, "acceptance")).as("within what one accepts").isEqualTo(200);
        assertThat(decide(best, "acceptance")).isEqualTo(409);
        assertThat(decide(best, "refusal")).isEqualTo(409);
        acceptedByTwo(large);
        close();
        assertThat(proposer.get("/api/v1/suggestions").getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getLong("id")))
                .doesNotContain(best.getLong("id"), other.getLong("id"));
        long entry = other.getJsonArray("bookEntries").getLong(0);
        long posting = other.getJsonArray("postings").getLong(0);
        assertThat(proposer.get("/api/v1/candidates?entry=" + entry).getJsonArray("items"))
                .isNotEmpty();
        proposer.get("/api/v1/candidates?posting=" + posting);
        for (String query : List.of("?posting=999999", "?entry=999999")) {
            assertThat(proposer.call(HttpMethod.GET, "/api/v1/candidates" + query, Buffer.buffer(), "")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static JsonObject first(JsonArray open, Predicate<JsonObject> wanted) {
        return open.stream()
                .map(JsonObject.class::cast)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(open.encode()));
    }

    private static boolean isApart(JsonObject one, JsonObject other) {
        return !one.getValue("postings").equals(other.getValue("postings"))
                && !one.getValue("bookEntries").equals(other.getValue("bookEntries"));
    }

    /** The larger of both sides of a pair. */
    private BigDecimal size(JsonObject suggestion) {
        return value(
                        "/api/v1/postings?limit=500",
                        suggestion.getJsonArray("postings").getLong(0))
                .max(value(
                        "/api/v1/book-entries",
                        suggestion.getJsonArray("bookEntries").getLong(0)));
    }

    private BigDecimal value(String list, long id) {
        return proposer.get(list).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getLong("id") == id)
                .map(each -> new BigDecimal(each.getString("value")).abs())
                .findFirst()
                .orElseThrow();
    }

    /** From now on an operator accepts alone up to 1.03, and an approver is needed above. */
    private void limits() {
        JsonObject limits = new JsonObject("""
                {"routing": [], "escalation": [],
                 "authority": [{"role": "approver", "kinds": ["FORCE_MATCH"], "asset": "HKD", "alone": "5.00"}],
                 "acceptAlone": [{"role": "operator", "asset": "HKD", "upTo": "1.03"}, {"role": "operator", "asset": "*", "upTo": "9"}]}
                """);
        long version = proposer.json(HttpMethod.POST, "/api/v1/desk/policy", DeskAnswers.policy(0, limits.encode()))
                .bodyAsJsonObject()
                .getLong("version");
        String path = "/api/v1/desk/policy/" + version + "/decision";
        assertThat(approver.json(HttpMethod.POST, path, YES).statusCode()).isEqualTo(200);
        assertThat(proposer.get("/api/v1/desk/policy").getJsonObject("policy").getJsonArray("acceptAlone"))
                .hasSize(2);
    }

    private void acceptedByTwo(JsonObject suggestion) {
        String path = "/api/v1/suggestions/" + suggestion.getLong("id") + "/acceptance";
        JsonObject waits =
                proposer.json(HttpMethod.POST, path, new JsonObject(REASON)).bodyAsJsonObject();
        assertThat(waits.getString("state")).isEqualTo("OPEN");
        assertThat(decide(suggestion, "acceptance")).isEqualTo(409);
        assertThat(decide(suggestion, "refusal")).isEqualTo(409);
        String proposal = "/api/v1/proposals/" + waits.getLong("proposal");
        assertThat(proposer.get(proposal).getString("kind")).isEqualTo("ACCEPT_SUGGESTION");
        assertThat(proposer.json(HttpMethod.POST, proposal + "/decision", YES).statusCode())
                .as("by who accepted")
                .isEqualTo(409);
        assertThat(approver.json(HttpMethod.POST, proposal + "/decision", NO).statusCode())
                .isEqualTo(200);
        JsonObject again =
                proposer.json(HttpMethod.POST, path, new JsonObject(REASON)).bodyAsJsonObject();
        String second = "/api/v1/proposals/" + again.getLong("proposal");
        assertThat(approver.json(HttpMethod.POST, second + "/decision", YES)
                        .bodyAsJsonObject()
                        .getString("state"))
                .isEqualTo("APPROVED");
        JsonObject done = proposer.get("/api/v1/suggestions?state=ACCEPTED").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getLong("id").equals(suggestion.getLong("id")))
                .findFirst()
                .orElseThrow();
        assertThat(done.getString("decidedBy")).isEqualTo(TestService.EVERYONE);
        assertThat(done.containsKey("proposal")).isFalse();
        assertThat(done.getLong("agreement")).isPositive();
    }

    private int decide(JsonObject suggestion, String how) {
        return proposer.json(
                        HttpMethod.POST,
                        "/api/v1/suggestions/" + suggestion.getLong("id") + "/" + how,
                        new JsonObject(REASON))
                .statusCode();
    }

    private void undone() {
        JsonObject byRule = matched("fields");
        String path = "/api/v1/matches/" + byRule.getLong("id") + "/undo";
        assertThat(approver.json(HttpMethod.POST, path, new JsonObject(REASON)).statusCode())
                .isEqualTo(200);
        assertThat(approver.json(HttpMethod.POST, path, new JsonObject(REASON)).statusCode())
                .isEqualTo(404);
        String late = TestBooks.statement("R2", "-1.06", "-0.03", List.of("T0-3,1.03"));
        assertThat(proposer.upload("late.csv", late, true).statusCode()).isEqualTo(200);
        String itself = "/api/v1/matches/" + matched("reference").getLong("id") + "/undo";
        assertThat(approver.json(HttpMethod.POST, itself, new JsonObject(REASON))
                        .statusCode())
                .isEqualTo(409);
    }

    private JsonObject matched(String rule) {
        return proposer.get("/api/v1/matches").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(match -> match.getString("rule").equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
