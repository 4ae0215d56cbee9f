package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;

/** Entries that an operator pushes by hand. */
final class SourceAnswers {
    static final String PATH = "/api/v1/book-entries";

    private SourceAnswers() {}

    static String body(String id, String reference, String amount) {
        return """
                {"entries": [{"id": "%s", "account": "HOUSE-HKD", "asset": "HKD", "bookingDate": "2026-11-20",
                  "reference": "%s", "counterparty": "LotusSecurities", "amount": "%s"}]}
                """.formatted(id, reference, amount);
    }

    static HttpResponse<Buffer> push(TestService service, HttpRequest<Buffer> request, String key, String body) {
        HttpRequest<Buffer> keyed = key.isEmpty() ? request : request.putHeader("Idempotency-Key", key);
        return service.send(
                HttpMethod.POST, PATH, keyed.putHeader("Content-Type", "application/json"), Buffer.buffer(body));
    }

    private static int status(Browser browser, String key, String body) {
        return push(browser.service(), browser.signed(HttpMethod.POST, PATH), key, body)
                .statusCode();
    }

    static void ask(Browser browser) {
        assertThat(status(browser, "", body("1", "T1-0", "1.00"))).isEqualTo(400);
        assertThat(status(browser, "k0", "{\"entries\": [{\"id\": \"1\"}]}")).isEqualTo(400);
        assertThat(status(browser, "k1", body("1", "T1-0", "1.005"))).isEqualTo(422);
        assertThat(status(browser, "k2", body("1", "T1-0", "1.00"))).isEqualTo(200);
        assertThat(status(browser, "k2", body("1", "T1-0", "1.00"))).isEqualTo(200);
        assertThat(status(browser, "k2", body("2", "T1-1", "-1.01"))).isEqualTo(409);
        JsonObject sources = browser.get("/api/v1/sources");
        assertThat(sources.getJsonArray("items").getJsonObject(0).getString("source"))
                .isEqualTo("desk");
        assertThat(browser.service()
                        .anonymous(HttpMethod.GET, "/metrics", Buffer.buffer(), "")
                        .bodyAsString())
                .contains("clearing_source_entries{member=\"HarbourBrokers\",source=\"desk\"} 1.0");
    }
}
