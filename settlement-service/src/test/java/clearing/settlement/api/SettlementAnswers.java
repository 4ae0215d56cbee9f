package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.QueueDay;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the service says of a queue of {@link QueueDay#waiting} and of the liquidity of the day before it. */
final class SettlementAnswers {
    private SettlementAnswers() {}

    static void ask(Browser browser) {
        for (String path : List.of(
                "waiting?limit=1",
                "cycles",
                "limits",
                "defaults",
                "stress?limit=1",
                "liquidity",
                "liquidity?member=*&day=2026-11-20")) {
            assertThat(browser.get("/api/v1/" + path)).as(path).isNotEmpty();
        }
        assertThat(browser.call(HttpMethod.GET, "/api/v1/waiting?lane=NOWHERE", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.call(HttpMethod.GET, "/api/v1/cycles?lane=NOWHERE", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
        JsonObject queue = browser.get("/api/v1/waiting?lane=HK");
        assertThat(queue.getJsonObject("counts").getInteger("all")).isEqualTo(QueueDay.WAITING);
        assertThat(queue.getJsonArray("items").stream()
                        .flatMap(item -> ((JsonObject) item).getJsonArray("why").stream())
                        .map(reason -> ((JsonObject) reason).getString("kind")))
                .contains("LACKING", "ORDER", "NOT_DUE", "HELD", "PAST_LATEST");
        assertThat(queue.getJsonObject("counts").getInteger("keptBack")).isEqualTo(2);
        assertThat(queue.getJsonArray("items").stream().map(JsonObject.class::cast))
                .filteredOn(item ->
                        item.getJsonObject("trade").getString("reference").equals("W-HELD"))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.getString("priority")).isEqualTo("LOW");
                    assertThat(held.getJsonArray("heldBy")).containsExactly("HarbourBrokers");
                });
        assertThat(browser.get("/api/v1/waiting?lacks=HarbourBrokers&asset=HKD&reference=W")
                        .getJsonArray("items"))
                .isNotEmpty();
        assertThat(browser.get("/api/v1/waiting?lacks=Nobody").getJsonArray("items"))
                .isEmpty();
        assertThat(browser.service()
                        .anonymous(HttpMethod.GET, "/metrics", Buffer.buffer(), "")
                        .bodyAsString())
                .contains("clearing_queue_length{member=\"HarbourBrokers\"} " + QueueDay.WAITING + ".0")
                .contains("clearing_queue_oldest_age_seconds{")
                .contains("clearing_liquidity_ratio{asset=\"HKD\"");
    }
}
