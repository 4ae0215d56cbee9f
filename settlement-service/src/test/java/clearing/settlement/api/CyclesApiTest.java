package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.CycleDay;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the service says of a lane that nets in cycles, of which one pair settled and one was carried. */
class CyclesApiTest {
    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = CycleDay.chain();
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn(TestService.EVERYONE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void the_lane_with_cycles_is_shown_newest_cycle_first() {
        JsonObject cycles = browser.get("/api/v1/cycles");

        assertThat(cycles.getString("lane")).isEqualTo(CycleDay.LANE);
        assertThat(cycles.getJsonArray("lanes").encode()).isEqualTo("[\"" + CycleDay.LANE + "\"]");
        assertThat(cycles.getString("lastCutOff")).isEqualTo(CycleDay.FIRST.toString());
        assertThat(cycles.getJsonObject("terms").getInteger("dvpModel")).isEqualTo(3);
        JsonArray items = cycles.getJsonArray("items");
        assertThat(items.getJsonObject(0).getString("cycle")).isEqualTo(CycleDay.SECOND.toString());
        assertThat(items.getJsonObject(0).getString("state")).isEqualTo("OPEN");
        assertThat(items.getJsonObject(0).getString("cutOff")).isEqualTo("2026-11-20T04:00:00Z");
        assertThat(items.getJsonObject(0).getJsonArray("nets").encode())
                .as("of an open cycle: what was carried, and the penalty of it")
                .contains("\"incoming\":\"0.50\"");
        assertThat(Instant.parse(cycles.getString("at"))).isAfterOrEqualTo(Instant.parse(cycles.getString("chainAt")));
        assertThat(items.getJsonObject(0).getJsonArray("fails").getJsonObject(0).getString("first"))
                .isEqualTo("HarbourBrokers");
        JsonObject first = items.getJsonObject(1);
        assertThat(first.getString("state")).isEqualTo("SETTLED");
        assertThat(first.getInteger("trades")).isEqualTo(3);
        assertThat(first.getInteger("closed")).isEqualTo(2);
        assertThat(first.getInteger("carriedOn")).isEqualTo(1);
        assertThat(first.getJsonArray("nets").getJsonObject(0).getString("net")).isEqualTo("-5.50");
        assertThat(first.getJsonArray("pairs").stream().map(pair -> ((JsonObject) pair).getString("outcome")))
                .containsExactly("SETTLED", "CARRIED");
    }

    @Test
    void a_lane_that_settles_gross_has_none() {
        JsonObject cycles = browser.get("/api/v1/cycles?lane=HK");

        assertThat(cycles.containsKey("terms")).isFalse();
        assertThat(cycles.getJsonArray("items")).isEmpty();
    }

    @Test
    void netted_trades_and_the_postings_of_nets_are_in_the_books() {
        assertThat(browser.get("/api/v1/trades?state=NETTED").getJsonArray("items").stream()
                        .map(trade -> ((JsonObject) trade).getString("reference")))
                .containsExactly("E-50");
        assertThat(browser.get("/api/v1/trades?reference=E-700")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("SETTLED");
        assertThat(browser.get("/api/v1/postings?asset=EUR&limit=50").getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(posting -> posting.getString("kind").equals("CYCLE_NET"))
                        .map(posting -> posting.getString("value") + " " + posting.getString("reference")))
                .containsExactly("-6.00 " + CycleDay.FIRST);
        assertThat(browser.get("/api/v1/positions?asset=EUR")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("available"))
                .isEqualTo("4.00");
    }
}
