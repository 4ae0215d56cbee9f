package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge of all answers sees what is wrong; one that let everything pass would make every other test of the API worthless. */
final class AnswerJudgeTest {
    private final AnswerJudge judge = new AnswerJudge(Contract.json());

    private static MultiMap type(String type) {
        return MultiMap.caseInsensitiveMultiMap().add("Content-Type", type);
    }

    private List<String> session(Consumer<JsonObject> change) {
        JsonObject session = new JsonObject()
                .put("user", "operator")
                .put("roles", new JsonArray().add("operator"))
                .put("accounts", new JsonArray())
                .put("member", "HarbourBrokers")
                .put("csrfToken", "token")
                .put("expiresAt", "2026-11-22T20:00:00Z");
        change.accept(session);
        return judge.differences("me", 200, type("application/json"), session.toBuffer());
    }

    @Test
    void what_the_document_says_passes() {
        assertThat(session(session -> {})).isEmpty();
        assertThat(judge.heard()).containsExactly("me 200");
    }

    @Test
    void a_missing_a_further_and_a_wrong_property_are_differences() {
        assertThat(session(session -> session.remove("member"))).isNotEmpty();
        assertThat(session(session -> session.put("password", "x"))).isNotEmpty();
        assertThat(session(session -> session.put("user", 7))).isNotEmpty();
        assertThat(session(session -> session.putNull("user"))).isNotEmpty();
        assertThat(session(session -> session.put("roles", new JsonArray().add("root"))))
                .isNotEmpty();
        assertThat(session(session -> session.put("expiresAt", "tomorrow"))).isNotEmpty();
    }

    @Test
    void status_type_and_headers_are_looked_at() {
        Buffer body = new JsonObject().toBuffer();
        assertThat(judge.differences("me", 418, type("application/json"), body))
                .singleElement()
                .asString()
                .contains("418");
        assertThat(judge.differences("me", 200, type("text/html"), body)).hasSize(1);
        assertThat(judge.differences("signOut", 204, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer()))
                .containsExactly("header Set-Cookie is missing");
        assertThat(judge.differences(
                        "signOut",
                        204,
                        type("application/json").add("Set-Cookie", "a; HTTPOnly; SameSite=Strict"),
                        body))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID_REQUEST", "NOT_FOUND"})
    void a_problem_has_the_code_of_its_status(String code) {
        JsonObject problem = new JsonObject()
                .put("type", "urn:clearing:problem:" + code)
                .put("title", "Not found")
                .put("status", 404)
                .put("code", code);
        assertThat(judge.differences("trade", 404, type("application/problem+json"), problem.toBuffer())
                        .isEmpty())
                .isEqualTo(code.equals("NOT_FOUND"));
    }

    @Test
    void a_request_is_known_by_method_and_path() {
        assertThat(judge.operation(HttpMethod.GET, "/api/v1/breaks/5")).hasValue("break");
        assertThat(judge.operation(HttpMethod.PUT, "/api/v1/breaks/5/labels")).hasValue("labelBreak");
        assertThat(judge.operation(HttpMethod.DELETE, "/api/v1/breaks")).isEmpty();
    }
}
