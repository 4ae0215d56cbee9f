package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;

/** A person signs in at the identity provider; with and without one. Held against the document. */
final class OpenIdAnswers {
    private static final String WAYS = "/api/v1/sign-in";
    private static final String START = WAYS + "/openid";

    private OpenIdAnswers() {}

    static void follow(AnswerJudge judge) {
        try (TestService service = new TestService(SimulatedChain.day(1, 1).blocks(), judge)) {
            JsonObject way = get(service, WAYS).bodyAsJsonObject().getJsonObject("openId");
            assertThat(way.getString("start")).isEqualTo(START);

            HttpResponse<Buffer> begun = get(service, START);
            assertThat(begun.statusCode()).isEqualTo(303);
            String callback =
                    START + "/callback" + service.provider().grant(begun.getHeader("Location"), "ada", List.of("desk"));
            assertThat(get(service, callback).statusCode())
                    .as("without the cookie")
                    .isEqualTo(401);
            HttpResponse<Buffer> done = service.send(
                    HttpMethod.GET,
                    callback,
                    service.request(HttpMethod.GET, callback)
                            .putHeader("Cookie", begun.getHeader("Set-Cookie").split(";", 2)[0]),
                    Buffer.buffer());
            assertThat(done.statusCode()).isEqualTo(303);
            Browser browser = new Browser(service, done.getHeader("Set-Cookie").split(";", 2)[0], "");
            JsonObject session = browser.get("/api/v1/session");
            assertThat(session.getString("user")).isEqualTo("ada");
            assertThat(session.getJsonArray("roles")).isEqualTo(new JsonArray().add("operator"));
            assertThat(get(service, START + "/callback?error=access_denied").statusCode())
                    .isEqualTo(401);
        }
        try (TestService service = new TestService(SimulatedChain.day(1, 1).blocks(), judge, false)) {
            assertThat(get(service, WAYS).bodyAsJsonObject().containsKey("openId"))
                    .isFalse();
            assertThat(get(service, START).statusCode()).isEqualTo(404);
            assertThat(get(service, START + "/callback?state=s&code=c").statusCode())
                    .isEqualTo(404);
        }
    }

    private static HttpResponse<Buffer> get(TestService service, String path) {
        return service.anonymous(HttpMethod.GET, path, Buffer.buffer(), "");
    }
}
