package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksConfig;
import clearing.books.Camt053;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.UserRole;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service over HTTP, on a simulated chain and a real database. */
final class ApiTest {
    private static final char[] PASSWORD = "correct horse battery".toCharArray();
    private static final String CSV = """
            record,statement,account_id,asset,booking_date,value_date,reference,counterparty,amount
            OPENING,S1,HOUSE-HKD,HKD,2026-11-20,,,,0.00
            ENTRY,S1,HOUSE-HKD,HKD,2026-11-20,2026-11-20,T0-0,LotusSecurities,%s
            ENTRY,S1,HOUSE-HKD,HKD,2026-11-20,2026-11-20,T0-1,LotusSecurities,-1.02
            CLOSING,S1,HOUSE-HKD,HKD,2026-11-20,,,,-0.02
            """;

    private static Vertx vertx;
    private static WebClient client;
    private static Tailed tailed;
    private static ApiServer server;
    private static EventHub hub;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(100)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        client = WebClient.create(vertx);
        SimulatedChain chain = SimulatedChain.day(1, 20);
        tailed = new Tailed(TestDatabases.fresh(), chain.blocks(), FailPoints.NONE);
        tailed.awaitHeight(chain.blocks().size() - 1L);
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(clock);
        SecureRandom random = new SecureRandom();
        Access access = new Access(tailed.database(), audit, new Passwords(random, 1_000), clock, random);
        for (UserRole role : UserRole.values()) {
            access.put("test", role.word(), PASSWORD, Set.of(role));
        }
        access.put("test", "locked", PASSWORD, Set.of(UserRole.VIEWER));
        hub = new EventHub(vertx, "run");
        Contract contract =
                Contract.load(vertx).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        ServiceParts parts = new ServiceParts(
                vertx,
                contract,
                SimulatedChain.HARBOUR,
                false,
                tailed.database(),
                access,
                audit,
                tailed.reconciliation(),
                tailed.scales(),
                hub,
                new Measurements(clock.instant()),
                clock);
        Ingestion ingestion =
                new Ingestion(tailed.database(), tailed.reconciliation(), books(), audit, clock, FailPoints.NONE);
        server = parts.server(tailed.tail(), ingestion, parts.announcer());
        port = server.listen(new HttpServerOptions(), "127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        hub.close();
        tailed.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static BooksReader books() {
        BooksConfig config = new BooksConfig(
                SimulatedChain.HARBOUR,
                List.of(new BooksConfig.Account("HOUSE-HKD", "HOUSE", "HKD")),
                Map.of(),
                BooksConfig.DEFAULT_REFERENCES,
                List.of(),
                Map.of());
        CsvMapping mapping = clearing.books.BooksConfigReader.readMapping(
                "mapping", """
                {"columns": {"record": "record", "statement": "statement", "account": "account_id", "asset": "asset",
                 "bookingDate": "booking_date", "valueDate": "value_date", "reference": "reference",
                 "counterparty": "counterparty", "amount": "amount"}}
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return (format, name, in) -> format == BooksReader.Format.CSV
                ? new CsvBooks(config, tailed.scales()).read(name, in, mapping)
                : new Camt053(config, tailed.scales()).read(name, in);
    }

    /** A signed-in browser. */
    private record Browser(String cookie, String csrf) {
        static Browser signIn(String user) throws Exception {
            HttpResponse<Buffer> response = send(
                    client.post(port, "127.0.0.1", "/api/v1/session"),
                    new JsonObject()
                            .put("user", user)
                            .put("password", new String(PASSWORD))
                            .toBuffer(),
                    "application/json");
            assertThat(response.statusCode()).isEqualTo(200);
            String cookie = response.getHeader("Set-Cookie");
            assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
            return new Browser(cookie.split(";")[0], response.bodyAsJsonObject().getString("csrfToken"));
        }

        HttpResponse<Buffer> call(HttpMethod method, String path, Buffer body, String type) throws Exception {
            HttpRequest<Buffer> request = client.request(method, port, "127.0.0.1", path)
                    .putHeader("Cookie", cookie)
                    .putHeader("X-CSRF-Token", csrf);
            return send(request, body, type);
        }

        JsonObject get(String path) throws Exception {
            HttpResponse<Buffer> response = call(HttpMethod.GET, path, Buffer.buffer(), "");
            assertThat(response.statusCode())
                    .as(path + " " + response.bodyAsString())
                    .isEqualTo(200);
            return response.bodyAsJsonObject();
        }

        HttpResponse<Buffer> upload(String name, String content, boolean allOrNothing) throws Exception {
            return call(
                    HttpMethod.POST,
                    "/api/v1/statements?format=CSV&fileName=" + name + "&allOrNothing=" + allOrNothing,
                    Buffer.buffer(content),
                    "application/octet-stream");
        }
    }

    private static HttpResponse<Buffer> send(HttpRequest<Buffer> request, Buffer body, String type) throws Exception {
        if (!type.isEmpty()) {
            request.putHeader("Content-Type", type);
        }
        return request.sendBuffer(body)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void every_operation_lets_in_exactly_the_roles_of_the_document() throws Exception {
        for (UserRole role : UserRole.values()) {
            Browser browser = Browser.signIn(role.word());
            Set<String> wrong = new TreeSet<>();
            Contract.json()
                    .getJsonObject("paths")
                    .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                        JsonObject operation = (JsonObject) method.getValue();
                        String id = operation.getString("operationId");
                        if (Set.of("signIn", "signOut", "events").contains(id)) {
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
        assertThat(send(client.get(port, "127.0.0.1", "/api/v1/trades"), Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(401);
        Browser operator = Browser.signIn("operator");
        Browser forged = new Browser(operator.cookie(), "guessed");
        HttpResponse<Buffer> refused = forged.upload("x.csv", CSV, false);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.bodyAsJsonObject().getString("code")).isEqualTo("CSRF");
        assertThat(refused.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.getHeader("Content-Security-Policy")).contains("frame-ancestors 'none'");
        HttpRequest<Buffer> foreign = client.get(port, "127.0.0.1", "/api/v1/trades")
                .putHeader("Cookie", operator.cookie())
                .putHeader("Origin", "https://elsewhere.example");
        assertThat(send(foreign, Buffer.buffer(), "").statusCode()).isEqualTo(403);
    }

    @Test
    void five_wrong_passwords_lock_out() throws Exception {
        Buffer wrong =
                new JsonObject().put("user", "locked").put("password", "guess").toBuffer();
        int status = 0;
        for (int i = 0; i < 5; i++) {
            status = send(client.post(port, "127.0.0.1", "/api/v1/session"), wrong, "application/json")
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void bad_input_is_refused_with_its_field() throws Exception {
        Browser viewer = Browser.signIn("viewer");
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
        Browser operator = Browser.signIn("operator");
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
        JsonObject completeness = operator.get("/api/v1/completeness");
        assertThat(completeness.getBoolean("complete"))
                .as(completeness.encode())
                .isTrue();
        assertThat(completeness.getBoolean("proved")).as(completeness.encode()).isTrue();
        JsonObject differs = operator.get("/api/v1/breaks?kind=AMOUNT_DIFFERS");
        assertThat(differs.getJsonArray("items").getJsonObject(0).getString("reference"))
                .isEqualTo("T0-1");
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
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        Browser viewer = Browser.signIn("viewer");
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
