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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the document calls a text is one, though it looks like a number, a word of JSON or an escape. */
final class TextParametersTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final List<String> TEXTS =
            List.of("1.06", "-1", "1e3", "true", "null", "\"1\"", "[1]", "{}", "100%", "a+b", "%41", "\\", "é 漢");

    private static TestService service;
    private static Browser operator;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(1, 20);
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        operator = service.signIn("operator");
        List<String> entries = List.of("1.06,5.00", "100%,2.00", "%41,1.00");
        assertThat(operator.upload("s1.csv", TestBooks.statement("S1", "0.00", "8.00", entries), true)
                        .statusCode())
                .isEqualTo(200);
        assertThat(operator.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-12-31", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void breaks_are_found_by_amounts_with_decimals() {
        List<BigDecimal> amounts = differences("");
        BigDecimal least = new BigDecimal("1.06");
        assertThat(amounts).anyMatch(a -> a.compareTo(least) < 0).anyMatch(a -> a.compareTo(least) >= 0);
        assertThat(differences("&minAmount=1.06"))
                .containsExactlyElementsOf(
                        amounts.stream().filter(a -> a.compareTo(least) >= 0).toList());
        assertThat(differences("&maxAmount=1.06&minAmount=1"))
                .isNotEmpty()
                .allMatch(a -> a.compareTo(least) <= 0 && a.compareTo(BigDecimal.ONE) >= 0);
    }

    private static List<BigDecimal> differences(String more) {
        return operator.get("/api/v1/breaks?asset=HKD&sort=age&limit=500" + more).getJsonArray("items").stream()
                .map(item -> new BigDecimal(((JsonObject) item).getString("difference")).abs())
                .toList();
    }

    @Test
    void a_reference_is_asked_for_as_it_is_written() {
        for (String reference : List.of("1.06", "100%", "%41")) {
            assertThat(operator.get("/api/v1/book-entries?reference=" + escaped(reference))
                            .getJsonArray("items"))
                    .as(reference)
                    .hasSize(1)
                    .allMatch(item -> reference.equals(((JsonObject) item).getString("reference")));
        }
    }

    @Test
    void no_operation_refuses_a_text_for_what_it_looks_like() {
        Set<String> asked = new TreeSet<>();
        Contract.json().getJsonObject("paths").forEach(path -> {
            JsonObject get = ((JsonObject) path.getValue()).getJsonObject("get");
            if (get == null || path.getKey().contains("{")) {
                return;
            }
            for (Object each : get.getJsonArray("parameters", new JsonArray())) {
                JsonObject parameter = Contract.resolved(Contract.json(), (JsonObject) each);
                JsonObject schema = Contract.resolved(Contract.json(), parameter.getJsonObject("schema"));
                boolean free = "string".equals(schema.getValue("type"))
                        && !schema.containsKey("pattern")
                        && !schema.containsKey("format")
                        && !schema.containsKey("enum")
                        && schema.getInteger("maxLength", 0) > 12
                        && !parameter.getString("name").equals("cursor");
                if (free
                        && List.of("/api/v1/breaks", "/api/v1/book-entries", "/api/v1/postings", "/api/v1/matches")
                                .contains(path.getKey())) {
                    asked.add(path.getKey());
                    for (String text : TEXTS) {
                        String address = path.getKey() + "?" + parameter.getString("name") + "=" + escaped(text);
                        assertThat(operator.call(HttpMethod.GET, address, Buffer.buffer(), "")
                                        .statusCode())
                                .as(address)
                                .isEqualTo(200);
                    }
                }
            }
        });
        assertThat(asked).hasSize(4);
    }
}
