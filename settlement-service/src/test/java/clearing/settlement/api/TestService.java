package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.VerifiedBlock;
import clearing.client.evidence.EvidencePack;
import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.UserRole;
import clearing.settlement.access.openid.OpenIdSignIn;
import clearing.settlement.access.openid.TestProvider;
import clearing.settlement.desk.Desk;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.work.SharedComments;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.Mappings;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole service over HTTP, on a simulated chain and a real database. Every answer is held against the document. */
final class TestService implements AutoCloseable {
    /** Password of everybody. */
    static final String PASSWORD = "correct horse battery";
    /** A user who has every role. */
    static final String EVERYONE = "everyone";

    static final String HOST = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 60;
    private static final int CONNECTIONS = 400;

    private final AnswerJudge judge;
    private final Crowd.Gate gate = new Crowd.Gate();
    private final Vertx vertx;
    private final WebClient client;
    private final Tailed tailed;
    private final Announcer announcer;
    private final Access access;
    private final EventHub hub;
    private final Desk desk;
    private final ApiServer server;
    private final TestProvider provider = TestProvider.start();
    private final int port;

    TestService(List<VerifiedBlock> blocks, AnswerJudge judge) {
        this(blocks, judge, true);
    }

    TestService(List<VerifiedBlock> blocks, AnswerJudge judge, boolean openId) {
        this(blocks, judge, openId, true);
    }

    /** @param carried whether shared comments become errands to the ledger, which nobody here runs */
    TestService(List<VerifiedBlock> blocks, AnswerJudge judge, boolean openId, boolean carried) {
        this.judge = judge;
        vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(100)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        client = WebClient.create(
                vertx,
                new WebClientOptions().setFollowRedirects(false),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        tailed = new Tailed(TestDatabases.fresh(), blocks, FailPoints.NONE);
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(clock);
        SecureRandom random = new SecureRandom();
        access = new Access(tailed.database(), audit, new Passwords(random, 1_000), clock, random);
        for (UserRole role : UserRole.values()) {
            access.put("test", role.word(), PASSWORD.toCharArray(), Set.of(role));
        }
        access.put("test", "locked", PASSWORD.toCharArray(), Set.of(UserRole.VIEWER));
        access.put("test", EVERYONE, PASSWORD.toCharArray(), EnumSet.allOf(UserRole.class));
        hub = new EventHub(vertx, "run");
        desk = Desk.open(
                tailed.database(),
                tailed.reconciliation(),
                tailed.scales(),
                audit,
                new Outbox(SimulatedChain.HARBOUR, List.of(), Mailing.NONE),
                clock,
                Optional.of(new SharedComments(SimulatedChain.HARBOUR, random)).filter(wanted -> carried));
        ServiceParts parts = new ServiceParts(
                vertx,
                await(Contract.load(vertx)),
                SimulatedChain.HARBOUR,
                false,
                tailed.database(),
                access,
                Optional.of(new OpenIdSignIn(provider.terms(), access, tailed.database(), clock, random))
                        .filter(configured -> openId),
                audit,
                tailed.reconciliation(),
                tailed.scales(),
                hub,
                new Measurements(clock.instant()),
                clock,
                desk,
                (facts, certificates) -> EvidencePack.make(facts, certificates, TestSigner.identity()),
                TestProofs.INSTANCE,
                new CycleCuts(true));
        Ingestion ingestion = new Ingestion(
                tailed.database(),
                tailed.reconciliation(),
                gate.before(TestBooks.reader(tailed.scales())),
                audit,
                clock,
                FailPoints.NONE);
        announcer = parts.announcer();
        server = parts.server(
                tailed.tail(),
                ingestion,
                new Mappings(tailed.database(), audit, clock),
                Optional.of(TestBooks.sources(tailed.scales())),
                announcer);
        port = await(server.listen(new HttpServerOptions(), HOST, 0));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    int port() {
        return port;
    }

    /** What the service stands on. */
    Tailed tailed() {
        return tailed;
    }

    /** What tells open streams. */
    Announcer announcer() {
        return announcer;
    }

    Access access() {
        return access;
    }

    /** Where people of the member sign in. */
    TestProvider provider() {
        return provider;
    }

    /** Where a crowd waits. */
    Crowd.Gate gate() {
        return gate;
    }

    /** Work on breaks. */
    Desk desk() {
        return desk;
    }

    EventHub hub() {
        return hub;
    }

    /** A request that nobody has signed. */
    HttpRequest<Buffer> request(HttpMethod method, String pathAndQuery) {
        return client.request(method, port, HOST, pathAndQuery);
    }

    /** Sends, and holds the answer against the document. */
    HttpResponse<Buffer> send(HttpMethod method, String pathAndQuery, HttpRequest<Buffer> request, Buffer body) {
        HttpResponse<Buffer> response = await(request.sendBuffer(body));
        judge(method, pathAndQuery, response);
        return response;
    }

    /** Holds an answer against the document. */
    void judge(HttpMethod method, String pathAndQuery, HttpResponse<Buffer> response) {
        String operation =
                judge.operation(method, pathAndQuery.split("\\?", 2)[0]).orElseThrow();
        Buffer body = response.body() == null ? Buffer.buffer() : response.body();
        assertThat(judge.differences(operation, response.statusCode(), response.headers(), body))
                .as(method + " " + pathAndQuery + " " + response.statusCode() + " " + body)
                .isEmpty();
    }

    /** The same without a session. */
    HttpResponse<Buffer> anonymous(HttpMethod method, String path, Buffer body, String type) {
        return send(method, path, typed(request(method, path), type), body);
    }

    static HttpRequest<Buffer> typed(HttpRequest<Buffer> request, String type) {
        return type.isEmpty() ? request : request.putHeader("Content-Type", type);
    }

    HttpResponse<Buffer> signIn(String user, String password) {
        return anonymous(
                HttpMethod.POST,
                "/api/v1/session",
                new JsonObject().put("user", user).put("password", password).toBuffer(),
                "application/json");
    }

    Browser signIn(String user) {
        HttpResponse<Buffer> response = signIn(user, PASSWORD);
        assertThat(response.statusCode()).isEqualTo(200);
        String cookie = response.getHeader("Set-Cookie");
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        return new Browser(
                this, cookie.split(";", 2)[0], response.bodyAsJsonObject().getString("csrfToken"));
    }

    /** A signed-in browser. */
    record Browser(TestService service, String cookie, String csrf) {
        HttpRequest<Buffer> signed(HttpMethod method, String path) {
            return service.request(method, path).putHeader("Cookie", cookie).putHeader("X-CSRF-Token", csrf);
        }

        HttpResponse<Buffer> call(HttpMethod method, String path, Buffer body, String type) {
            return service.send(method, path, typed(signed(method, path), type), body);
        }

        HttpResponse<Buffer> json(HttpMethod method, String path, JsonObject body) {
            return call(method, path, body.toBuffer(), "application/json");
        }

        JsonObject get(String path) {
            HttpResponse<Buffer> response = call(HttpMethod.GET, path, Buffer.buffer(), "");
            assertThat(response.statusCode())
                    .as(path + " " + response.bodyAsString())
                    .isEqualTo(200);
            return response.bodyAsJsonObject();
        }

        HttpResponse<Buffer> upload(String name, String content, boolean allOrNothing) {
            return call(
                    HttpMethod.POST,
                    "/api/v1/statements?format=CSV&fileName=" + name + "&allOrNothing=" + allOrNothing,
                    Buffer.buffer(content),
                    "application/octet-stream");
        }
    }

    @Override
    public void close() {
        server.close();
        provider.close();
        hub.close();
        tailed.close();
        await(vertx.close());
    }
}
