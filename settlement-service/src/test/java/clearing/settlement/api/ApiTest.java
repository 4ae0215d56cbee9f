package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.access.UserRole;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service over HTTP, on a simulated chain and a real database. */
final class ApiTest {
    private static final String CSV = """
            record,statement,account_id,asset,booking_date,value_date,reference,counterparty,amount
            OPENING,S1,HOUSE-HKD,HKD,2026-11-20,,,,0.00
            ENTRY,S1,HOUSE-HKD,HKD,2026-11-20,2026-11-20,t0 -0,LotusSecurities,%s
            ENTRY,S1,HOUSE-HKD,HKD,2026-11-20,2026-11-20,T0-1,LotusSecurities,-1.02
            CLOSING,S1,HOUSE-HKD,HKD,2026-11-20,,,,-0.02
            """;

    private static TestService service;

    @BeforeAll
    static void start() throws Exception {
        SimulatedChain chain = SimulatedChain.day(1, 20);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Test
    void every_operation_lets_in_exactly_the_roles_of_the_document() throws Exception {
        for (UserRole role : UserRole.values()) {
            Browser browser = service.signIn(role.word());
            Set<String> wrong = new TreeSet<>();
            Contract.json()
                    .getJsonObject("paths")
                    .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                        JsonObject operation = (JsonObject) method.getValue();
                        String id = operation.getString("operationId");
                        if (Set.of("signIn", "signOut", "signOutEverywhere", "events")
                                .contains(id)) {
                            return;
                        }
                        JsonArray roles = operation.getJsonArray("x-roles");
                        boolean allowed =
                                roles.contains(role.word()) || roles.contains("anyone") || roles.contains("loopback");
                        String url = path.getKey().replaceAll("\\{[^}]+}", "999999");
                        int status;
                        try {
                            status = browser.call(
                                            HttpMethod.valueOf(method.getKey().toUpperCase(java.util.Locale.ROOT)),
                                            url,
                                            Buffer.buffer(),
                                            "")
                                    .statusCode();
                        } catch (Exception e) {
                            throw new AssertionError(id, e);
                        }
                        if (allowed == (status == 403)) {
                            wrong.add(id + " " + status);
                        }
                    }));
            assertThat(wrong).as(role.word()).isEmpty();
        }
    }

    @Test
    void nobody_gets_in_without_session_token_or_from_another_site() throws Exception {
        assertThat(service.anonymous(HttpMethod.GET, "/api/v1/trades", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(401);
        Browser operator = service.signIn("operator");
        Browser forged = new Browser(service, operator.cookie(), "guessed");
        HttpResponse<Buffer> refused = forged.upload("x.csv", CSV, false);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.bodyAsJsonObject().getString("code")).isEqualTo("CSRF");
        assertThat(refused.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.getHeader("Content-Security-Policy")).contains("frame-ancestors 'none'");
        HttpRequest<Buffer> foreign =
                operator.signed(HttpMethod.GET, "/api/v1/trades").putHeader("Origin", "https://elsewhere.example");
        assertThat(service.send(HttpMethod.GET, "/api/v1/trades", foreign, Buffer.buffer())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_statement_is_of_a_value_date_as_known_at_a_time() throws Exception {
        Browser browser = service.signIn("viewer");
        String path = "/api/v1/positions/statement?valueDate=";
        JsonArray now = browser.get(path + "2199-12-31").getJsonArray("items");
        assertThat(now).isNotEmpty();
        JsonArray positions = browser.get("/api/v1/positions").getJsonArray("items");
        for (Object item : now) {
            JsonObject line = (JsonObject) item;
            assertThat(positions.stream()
                            .map(JsonObject.class::cast)
                            .filter(p -> p.getString("account").equals(line.getString("account"))
                                    && p.getString("asset").equals(line.getString("asset"))
                                    && p.getString("kind").equals("HELD"))
                            .map(p -> p.getString("total")))
                    .containsExactly(line.getString("value"));
        }
        assertThat(browser.get(path + "2000-01-01").getJsonArray("items")).isEmpty();
        Instant newest = Instant.parse(browser.get("/api/v1/postings?limit=1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("at"));
        assertThat(postings(browser.get(path + "2199-12-31&knownAt=" + newest))).isEqualTo(postings(now));
        assertThat(postings(browser.get(path + "2199-12-31&knownAt=" + newest.minusMillis(1))))
                .isLessThan(postings(now));
    }

    private static long postings(JsonObject statement) {
        return postings(statement.getJsonArray("items"));
    }

    private static long postings(JsonArray items) {
        return items.stream()
                .mapToLong(item -> ((JsonObject) item).getLong("postings"))
                .sum();
    }

    @Test
    void five_wrong_passwords_lock_out() throws Exception {
        int status = 0;
        for (int i = 0; i < 5; i++) {
            status = service.signIn("locked", "guess").statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void bad_input_is_refused_with_its_field() throws Exception {
        Browser viewer = service.signIn("viewer");
        for (String path : List.of(
                "/api/v1/trades?limit=501",
                "/api/v1/trades?state=GONE",
                "/api/v1/trades?unknown=1",
                "/api/v1/trades?cursor=%21%21",
                "/api/v1/breaks?minAmount=1e100000000&asset=HKD",
                "/api/v1/postings?from=2026-02-31")) {
            HttpResponse<Buffer> response = viewer.call(HttpMethod.GET, path, Buffer.buffer(), "");
            assertThat(response.statusCode()).as(path + response.bodyAsString()).isEqualTo(400);
            assertThat(response.bodyAsJsonObject().getString("field")).as(path).isNotBlank();
        }
    }

    @Test
    void a_file_goes_in_once_and_what_it_says_is_reconciled() throws Exception {
        Browser operator = service.signIn("operator");
        HttpResponse<Buffer> refused = operator.upload("bad.csv", CSV.formatted("1.005"), true);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getInteger("line"))
                .isEqualTo(3);
        JsonObject first =
                operator.upload("house.csv", CSV.formatted("1.00"), true).bodyAsJsonObject();
        assertThat(first.getInteger("entries")).as(first.encode()).isEqualTo(2);
        assertThat(first.getInteger("matched")).as(first.encode()).isEqualTo(1);
        JsonObject again =
                operator.upload("other.csv", CSV.formatted("1.00"), true).bodyAsJsonObject();
        assertThat(again.getBoolean("alreadyIngested")).isTrue();
        assertThat(operator.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .bodyAsJsonObject()
                        .getInteger("stillPending"))
                .isZero();
        JsonObject completeness = operator.get("/api/v1/completeness?recount=true");
        assertThat(completeness.getBoolean("complete"))
                .as(completeness.encode())
                .isTrue();
        assertThat(completeness.getBoolean("proved")).as(completeness.encode()).isTrue();
        assertThat(operator.get("/api/v1/completeness").put("at", completeness.getString("at")))
                .as("what is kept is what there is")
                .isEqualTo(completeness.copy().put("recounted", false));
        JsonObject differs = operator.get("/api/v1/breaks?kind=AMOUNT_DIFFERS");
        assertThat(differs.getJsonArray("items").getJsonObject(0).getString("reference"))
                .isEqualTo("T0-1");
        for (String reference : List.of("T0-0", "t0%20-0", "T0%20-%200", "t0-1")) {
            assertThat(operator.get("/api/v1/book-entries?reference=" + reference)
                            .getJsonArray("items"))
                    .as(reference)
                    .hasSize(1);
        }
        assertThat(operator.get("/api/v1/book-entries?reference=t0-1&status=MATCHED")
                        .getJsonArray("items"))
                .isEmpty();
        long id = differs.getJsonArray("items").getJsonObject(0).getLong("id");
        operator.call(
                HttpMethod.PUT,
                "/api/v1/breaks/" + id + "/assignment",
                new JsonObject().put("assignee", "operator").toBuffer(),
                "application/json");
        JsonObject detail = operator.get("/api/v1/breaks/" + id);
        assertThat(detail.getJsonObject("break").getString("state")).isEqualTo("ASSIGNED");
        assertThat(detail.getJsonArray("postings")).hasSize(1);
        assertThat(detail.getJsonArray("bookEntries")).hasSize(1);
    }

    @Test
    void an_entity_bomb_and_a_file_of_no_format_are_refused_with_their_place_and_change_nothing() throws Exception {
        Browser operator = service.signIn("operator");
        String before = operator.get("/api/v1/statements").encode();
        String bomb = """
                <?xml version="1.0"?>
                <!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&b;</Document>
                """;
        for (String content : List.of(bomb, "reference,side")) {
            HttpResponse<Buffer> refused = operator.call(
                    HttpMethod.POST,
                    "/api/v1/statements?format=CAMT053&fileName=bad.xml",
                    Buffer.buffer(content),
                    "application/octet-stream");
            assertThat(refused.statusCode()).as(content).isEqualTo(422);
            JsonObject error = refused.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0);
            assertThat(error.getString("code")).as(content).isNotBlank();
            assertThat(error.getInteger("line")).as(content).isEqualTo(content.equals(bomb) ? 2 : 1);
        }
        assertThat(operator.get("/api/v1/statements").encode()).isEqualTo(before);
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        Browser viewer = service.signIn("viewer");
        Set<String> seen = new TreeSet<>();
        String cursor = "";
        do {
            JsonObject page = viewer.get("/api/v1/trades?limit=7" + cursor);
            page.getJsonArray("items")
                    .forEach(item -> assertThat(seen.add(((JsonObject) item).getString("id")))
                            .isTrue());
            cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(20);
        JsonObject trade = viewer.get("/api/v1/trades/" + seen.iterator().next());
        assertThat(trade.getJsonArray("history")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(trade.getJsonArray("postings")).hasSize(1);
    }
}
