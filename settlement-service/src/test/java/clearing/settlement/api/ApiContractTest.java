package clearing.settlement.api;

import static clearing.settlement.api.TestService.typed;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.QueueDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document gives every answer that the document names for it, and each of them is as the
 * document says. An operation that nothing here calls, a status that nothing here brings about and a status that the
 * document does not name all fail.
 */
final class ApiContractTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final String JSON = "application/json";
    private static final int TOO_LONG = (64 << 20) + 1;
    private static final int PAGES = 2;
    private static final int TRADES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STREAMS = 200;
    private static final String TRADE = "HK.HarbourBrokers.LotusSecurities.0.";

    /** A body that fits, of the operations that take one. */
    private static final Map<String, String> BODIES = bodies(Map.ofEntries(
            entry("signIn", "{\"user\":\"viewer\",\"password\":\"" + TestService.PASSWORD + "\"}"),
            entry("uploadStatement", "no statement"),
            entry("pushBookEntries", "{\"entries\":[]}"),
            entry("checkStatement", "no statement"),
            entry("saveMapping", "{\"name\":\"plain\",\"mapping\":" + TestBooks.MAPPING + "}"),
            entry("assignBreak", "{\"assignee\":\"operator\"}"),
            entry("commentBreak", "{\"text\":\"Asked the desk.\"}"),
            entry("labelBreak", "{\"labels\":[{\"text\":\"price\",\"colour\":\"amber\"}]}"),
            entry("resumeLedger", "{\"reason\":\"Peer was restored.\"}"),
            entry("simulateRevenue", "{\"vary\":\"users\",\"from\":\"0\",\"to\":\"1\"}")));
    /** Parameters that an operation cannot do without. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            Map.entry("uploadStatement", "?format=CSV&fileName=x.csv"),
            Map.entry("checkStatement", "?fileName=x.csv"),
            Map.entry("closeDay", "?asOf=2026-11-20"),
            Map.entry("candidates", "?posting=1"),
            Map.entry("finishOpenId", "?state=s&code=c"),
            Map.entry("messageStatement", "?account=HOUSE&asset=HKD&from=2026-11-20"),
            Map.entry("messagePayments", "?from=2026-11-20"),
            Map.entry("messageSecurities", "?from=2026-11-20"),
            Map.entry("attachBreak", "?fileName=note.txt"),
            Map.entry("positionsStatement", "?valueDate=2026-11-20"),
            Map.entry("accountEvidence", "?account=HOUSE&asset=HKD&day=2026-11-20"));

    private static TestService service;
    private static TestService halted;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(PAGES, TRADES);
        QueueDay.waiting(chain);
        service = new TestService(chain.blocks(), JUDGE);
        halted = new TestService(chain.lying(5), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        halted.tailed().awaitHalt();
    }

    @AfterAll
    static void stop() {
        service.close();
        halted.close();
    }

    private static Map<String, String> bodies(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(own);
        all.putAll(DeskAnswers.bodies());
        return Map.copyOf(RuleAnswers.and(all));
    }

    /** Answers that no test can bring about, and why. */
    private static Set<String> outOfReach() {
        Set<String> answers = new TreeSet<>();
        // An internal error is a defect that nobody knows yet.
        JUDGE.operations().forEach(id -> answers.add(id + " 500"));
        // The tests call from the machine itself, which needs no session here.
        answers.addAll(List.of("metrics 401", "metrics 503"));
        return answers;
    }

    @Test
    void every_answer_that_the_document_names_is_given_and_is_as_it_says() throws InterruptedException {
        Browser browser = service.signIn(TestService.EVERYONE);
        for (String id : JUDGE.operations()) {
            badInput(browser, id);
            refusals(browser, id);
            tooLong(browser, id);
        }
        signIns();
        BooksAnswers.follow(browser, body("saveMapping").toString());
        breaks(browser);
        lists(browser);
        MessageAnswers.ask(browser);
        SourceAnswers.ask(browser);
        events(browser);
        RiskEvents.follow(JUDGE, PATIENCE);
        RevenueAnswers.follow(JUDGE);
        RuleAnswers.follow(JUDGE, PATIENCE);
        SharedAnswers.follow(JUDGE, 1, browser);
        OpenIdAnswers.follow(JUDGE);
        haltedLedger();
        busy();
        assertThat(service.signIn(TestService.EVERYONE)
                        .call(HttpMethod.DELETE, "/api/v1/session", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(service.signIn(TestService.EVERYONE)
                        .call(HttpMethod.DELETE, "/api/v1/sessions", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(204);
        databaseAway();

        Set<String> expected = new TreeSet<>(JUDGE.named());
        expected.removeAll(outOfReach());
        assertThat(JUDGE.heard()).containsExactlyElementsOf(expected);
    }

    /** Path of an operation, with ids of nothing. */
    private static String path(String id) {
        String template = Contract.json().getJsonObject("paths").stream()
                .filter(path -> ((JsonObject) path.getValue())
                        .stream()
                                .anyMatch(
                                        method -> id.equals(((JsonObject) method.getValue()).getString("operationId"))))
                .findFirst()
                .orElseThrow()
                .getKey();
        return template.replace("{tradeId}", TRADE + "999").replaceAll("\\{[^}]+}", "999999");
    }

    private static Buffer body(String id) {
        return Buffer.buffer(BODIES.getOrDefault(id, ""));
    }

    private static String type(String id) {
        return BODIES.containsKey(id) ? DeskAnswers.type(id) : "";
    }

    private static HttpRequest<Buffer> valid(Browser browser, String id) {
        return typed(browser.signed(JUDGE.method(id), path(id) + QUERIES.getOrDefault(id, "")), type(id));
    }

    private static int send(Browser browser, String id, HttpRequest<Buffer> request) {
        return browser.service()
                .send(JUDGE.method(id), path(id), request, body(id))
                .statusCode();
    }

    private void badInput(Browser browser, String id) {
        HttpResponse<Buffer> unknown = browser.call(JUDGE.method(id), path(id) + "?nonsense=1", body(id), type(id));
        assertThat(unknown.statusCode()).as(id).isEqualTo(400);
        assertThat(unknown.bodyAsJsonObject().getString("field")).as(id).isEqualTo("nonsense");
        if (BODIES.containsKey(id)) {
            HttpRequest<Buffer> typed = valid(browser, id).putHeader("Content-Type", "text/plain");
            assertThat(send(browser, id, typed)).as(id).isEqualTo(415);
        }
        if (path(id).contains("999")) {
            assertThat(send(browser, id, valid(browser, id))).as(id).isEqualTo(404);
        }
    }

    private void refusals(Browser browser, String id) {
        HttpRequest<Buffer> foreign = valid(browser, id).putHeader("Origin", "https://elsewhere.example");
        assertThat(send(browser, id, foreign)).as(id).isEqualTo(403);
        JsonArray roles = JUDGE.operation(id).getJsonArray("x-roles");
        if (!roles.contains("anyone") && !roles.contains("loopback")) {
            assertThat(service.anonymous(JUDGE.method(id), path(id), body(id), type(id))
                            .statusCode())
                    .as(id)
                    .isEqualTo(401);
        }
    }

    /** The service believes the length that is announced; the body itself is never sent. */
    private void tooLong(Browser browser, String id) {
        HttpClient client = service.vertx().createHttpClient(new HttpClientOptions());
        try {
            HttpClientRequest request =
                    TestService.await(client.request(JUDGE.method(id), service.port(), TestService.HOST, path(id)));
            // The end of a connection on which a body was still to come is what is meant here.
            request.exceptionHandler(unsent -> {})
                    .putHeader("Cookie", browser.cookie())
                    .putHeader("X-CSRF-Token", browser.csrf())
                    .putHeader("Content-Length", Integer.toString(TOO_LONG));
            // Who listens only once the head is away may miss the body of an answer that is quick.
            Future<List<String>> differences = request.response()
                    .compose(response -> response.body()
                            .map(body -> JUDGE.differences(id, response.statusCode(), response.headers(), body)));
            List<String> found = TestService.await(request.writeHead().compose(sent -> differences));
            assertThat(found).as(id).isEmpty();
            assertThat(TestService.await(request.response()).statusCode())
                    .as(id)
                    .isEqualTo(413);
        } finally {
            TestService.await(client.close());
        }
    }

    private void signIns() {
        assertThat(service.signIn("nobody", "guess").statusCode()).isEqualTo(401);
        int status = 0;
        for (int i = 0; i < 5; i++) {
            status = service.signIn("locked", "guess").statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    private void breaks(Browser browser) {
        for (String sort : List.of("-age", "age", "-amount")) {
            assertThat(browser.get("/api/v1/breaks?limit=3&sort=" + sort).getJsonArray("items"))
                    .hasSize(3);
        }
        JsonArray all = browser.get("/api/v1/breaks").getJsonArray("items");
        for (Object item : all) {
            browser.get("/api/v1/breaks/" + ((JsonObject) item).getLong("id"));
        }
        String path = "/api/v1/breaks/" + all.getJsonObject(0).getLong("id");
        JsonObject assignee = new JsonObject().put("assignee", "operator");
        for (JsonObject to : List.of(assignee, new JsonObject(), assignee)) {
            assertThat(browser.json(HttpMethod.PUT, path + "/assignment", to).statusCode())
                    .isEqualTo(200);
        }
        assertThat(browser.json(HttpMethod.PUT, path + "/assignment", new JsonObject().put("assignee", "nobody"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.call(HttpMethod.POST, path + "/comments", body("commentBreak"), JSON)
                        .statusCode())
                .isEqualTo(200);
        JsonObject forBoth = new JsonObject().put("text", "both").put("shared", true);
        assertThat(browser.json(HttpMethod.POST, path + "/comments", forBoth).statusCode())
                .isEqualTo(409);
        assertThat(browser.call(HttpMethod.PUT, path + "/labels", body("labelBreak"), JSON)
                        .statusCode())
                .isEqualTo(200);
        browser.get(path);
        new DeskAnswers(browser).follow(all.getJsonObject(0).getLong("id"));
        resolved(browser);
    }

    /** The books bring what was missing in them; its break goes away, and nobody can be given it any more. */
    private void resolved(Browser browser) {
        String late = TestBooks.statement("S2", "-0.02", "1.01", List.of("T0-3,1.03"));
        assertThat(browser.upload("late.csv", late, true).statusCode()).isEqualTo(200);
        JsonArray gone = browser.get("/api/v1/breaks?state=RESOLVED").getJsonArray("items");
        assertThat(gone)
                .as(browser.get("/api/v1/breaks?reference=T0-3").encode())
                .isNotEmpty();
        String path = "/api/v1/breaks/" + gone.getJsonObject(0).getLong("id");
        browser.get(path);
        assertThat(browser.call(HttpMethod.PUT, path + "/assignment", body("assignBreak"), JSON)
                        .statusCode())
                .isEqualTo(409);
    }

    private void lists(Browser browser) {
        for (String path : List.of(
                "session",
                "member",
                "summary",
                "accounts",
                "completeness",
                "positions",
                "positions?member=*&limit=2",
                "positions/statement?valueDate=2026-11-20",
                "positions/statement?valueDate=2026-11-20&knownAt=2026-11-20T09:00:00Z",
                "trades?limit=5",
                "trades?state=ALLEGED&by=OTHERS",
                "trades/" + TRADE + "0",
                "instructions?waiting=true",
                "postings?limit=500",
                "ledger",
                "blocks",
                "users",
                "audit",
                "stats")) {
            assertThat(browser.get("/api/v1/" + path)).as(path).isNotEmpty();
        }
        SettlementAnswers.ask(browser);
        for (Object block : browser.get("/api/v1/blocks?limit=500").getJsonArray("items")) {
            browser.get("/api/v1/blocks/" + ((JsonObject) block).getLong("number"));
        }
        for (String path : List.of("/api/v1/openapi.yaml", "/health/live", "/health/ready", "/metrics")) {
            assertThat(service.anonymous(HttpMethod.GET, path, Buffer.buffer(), "")
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(browser.call(HttpMethod.POST, "/api/v1/ledger/resume", body("resumeLedger"), JSON)
                        .statusCode())
                .isEqualTo(409);
    }

    private void events(Browser browser) throws InterruptedException {
        Set<String> names = new TreeSet<>(
                JUDGE.operation("events").getJsonObject("x-events").fieldNames());
        // Where members have agreed on no cover and no default, there is nothing to tell of them.
        names.remove("risk");
        try (TestEvents events = new TestEvents(browser, JUDGE, "another-run-5")) {
            service.announcer().applied(RiskEvents.applied());
            service.announcer().changed(service.tailed().tail().status());
            String more = TestBooks.statement("S3", "1.01", "-0.03", List.of("T0-4,-1.04"));
            assertThat(browser.upload("more.csv", more, true).statusCode()).isEqualTo(200);
            events.await(names, PATIENCE);
            new BreakLife(browser, events, PATIENCE).follow();
        }
    }

    private void haltedLedger() throws InterruptedException {
        Browser browser = halted.signIn(TestService.EVERYONE);
        assertThat(browser.get("/api/v1/ledger").getJsonObject("halt").getLong("block"))
                .isEqualTo(5);
        assertThat(halted.anonymous(HttpMethod.GET, "/health/ready", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(503);
        assertThat(browser.call(HttpMethod.POST, "/api/v1/ledger/resume", body("resumeLedger"), JSON)
                        .statusCode())
                .isEqualTo(202);
        halted.tailed().awaitHalt();
    }

    /** While the service works for as many as it will, it tells everybody else so, whatever they ask. */
    private void busy() {
        Browser browser = service.signIn(TestService.EVERYONE);
        Crowd crowd = new Crowd(browser, service.gate());
        try {
            for (String id : JUDGE.operations()) {
                HttpResponse<Buffer> response =
                        browser.call(JUDGE.method(id), path(id) + QUERIES.getOrDefault(id, ""), body(id), type(id));
                assertThat(response.statusCode()).as(id).isEqualTo(429);
                assertThat(response.bodyAsJsonObject().getString("code")).as(id).isEqualTo("TOO_MANY_REQUESTS");
            }
        } finally {
            crowd.close();
        }
    }

    private void databaseAway() {
        Browser browser = halted.signIn(TestService.EVERYONE);
        halted.tailed().database().close();
        for (String id : JUDGE.operations()) {
            if (!Set.of("document", "live", "metrics", "signInWays").contains(id)) {
                assertThat(send(browser, id, valid(browser, id))).as(id).isEqualTo(503);
            }
        }
    }

    @Test
    void the_stream_that_is_one_too_many_is_told_so() {
        Browser browser = service.signIn("viewer");
        List<TestEvents> open = new ArrayList<>();
        try {
            for (int stream = 1; stream <= STREAMS + 1; stream++) {
                TestEvents events = new TestEvents(browser, JUDGE, "");
                open.add(events);
                assertThat(events.status()).as("stream " + stream).isEqualTo(stream <= STREAMS ? 200 : 429);
            }
        } finally {
            for (TestEvents events : open) {
                events.close();
            }
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (service.hub().listeners() > 0) {
            assertThat(Instant.now()).isBefore(end);
            browser.get("/api/v1/session");
        }
    }
}
