package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.source.SourceTokens;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that push with a token of their own, which is good for that and for nothing else. */
final class SourcesApiTest {
    private static TestService service;
    private static SourceTokens tokens;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(2, 20);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        tokens = new SourceTokens(
                service.tailed().database(), new AuditLog(Clock.systemUTC()), Clock.systemUTC(), new SecureRandom());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpRequest<Buffer> bearer(HttpMethod method, String path, String token) {
        return service.request(method, path).putHeader("Authorization", "Bearer " + token);
    }

    private static HttpResponse<Buffer> push(String token, String key, String body) {
        return SourceAnswers.push(service, bearer(HttpMethod.POST, SourceAnswers.PATH, token), key, body);
    }

    @Test
    void a_program_pushes_and_its_entries_are_in_the_books() {
        String token = tokens.issue("test", "erp");
        HttpResponse<Buffer> first = push(token, "a", SourceAnswers.body("1", "T0-0", "1.00"));
        HttpResponse<Buffer> again = push(token, "a", SourceAnswers.body("1", "T0-0", "1.00"));

        assertThat(first.statusCode()).as(first.bodyAsString()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.bodyAsJsonObject().getInteger("matched")).isEqualTo(1);
        Browser viewer = service.signIn("viewer");
        assertThat(viewer.get("/api/v1/book-entries?reference=T0-0").getJsonArray("items"))
                .hasSize(1);
        JsonObject statement =
                viewer.get("/api/v1/statements").getJsonArray("items").getJsonObject(0);
        assertThat(statement.getString("format")).isEqualTo("JOURNAL");
        assertThat(statement.getString("ingestedBy")).isEqualTo("source:erp");
        assertThat(viewer.get("/api/v1/completeness").encode()).contains("\"proved\"");
        assertThat(service.tailed()
                        .database()
                        .<Long>read(c -> Rows.number(c, "select count(*) from audit where actor = 'source:erp'")))
                .isEqualTo(1);
    }

    @Test
    void a_token_is_good_for_nothing_else_and_gone_when_revoked() {
        String token = tokens.issue("test", "core");
        assertThat(service.send(
                                HttpMethod.GET,
                                "/api/v1/summary",
                                bearer(HttpMethod.GET, "/api/v1/summary", token),
                                Buffer.buffer())
                        .statusCode())
                .isEqualTo(401);
        String second = tokens.issue("test", "core");
        assertThat(push(token, "b", SourceAnswers.body("9", "T0-1", "-1.01")).statusCode())
                .isEqualTo(401);
        assertThat(push(second, "b", SourceAnswers.body("9", "T0-1", "-1.01")).statusCode())
                .isEqualTo(200);
        assertThat(tokens.revoke("test", "core")).isTrue();
        assertThat(tokens.revoke("test", "core")).isFalse();
        assertThat(push(second, "c", SourceAnswers.body("10", "T0-2", "-1.02")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_viewer_may_not_push() {
        Browser viewer = service.signIn("viewer");
        assertThat(SourceAnswers.push(
                                service,
                                viewer.signed(HttpMethod.POST, SourceAnswers.PATH),
                                "v",
                                SourceAnswers.body("1", "T0-0", "1.00"))
                        .statusCode())
                .isEqualTo(403);
    }
}
