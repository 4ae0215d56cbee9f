package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.RiskDay;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the service says of a member that owes more than its collateral carries, and of its default. */
class RiskApiTest {
    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = RiskDay.chain();
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn(TestService.EVERYONE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_cap_whose_cover_has_gone_stale_has_no_headroom_and_raises_an_alarm() {
        JsonObject limits = browser.get("/api/v1/limits");

        JsonObject cap = limits.getJsonArray("caps").getJsonObject(0);
        assertThat(cap.getString("member")).isEqualTo(RiskDay.LOTUS);
        assertThat(cap.getString("cap")).isEqualTo("500.00");
        assertThat(cap.getString("used")).isEqualTo("40.00");
        assertThat(cap.getString("coveredCap")).isEqualTo("0.00");
        assertThat(cap.getString("headroom")).isEqualTo("0.00");
        assertThat(limits.getJsonArray("alarms").getJsonObject(0).getString("missing"))
                .isEqualTo("40.00");
        assertThat(limits.getJsonArray("limits").getJsonObject(0).getString("headroom"))
                .isEqualTo("10.00");
    }

    @Test
    void who_is_in_default_is_said_on_the_first_page_and_with_what_was_signed() {
        JsonObject summary = browser.get("/api/v1/summary");
        JsonObject open = browser.get("/api/v1/defaults").getJsonArray("items").getJsonObject(0);

        assertThat(summary.getJsonArray("inDefault").getJsonObject(0).getString("member"))
                .isEqualTo(RiskDay.LOTUS);
        assertThat(summary.getJsonArray("coverAlarms")).hasSize(1);
        assertThat(open.getString("state")).isEqualTo("DECLARED");
        assertThat(open.getString("reason")).isEqualTo("did not pay");
        assertThat(open.getJsonArray("signatures")).hasSize(2);
    }

    @Test
    void a_trade_with_a_member_in_default_waits_for_its_close_out() {
        JsonObject waiting = browser.get("/api/v1/waiting?lane=HK&reference=RISK");

        JsonObject why = waiting.getJsonArray("items")
                .getJsonObject(0)
                .getJsonArray("why")
                .getJsonObject(0);
        assertThat(why.getString("kind")).isEqualTo("IN_DEFAULT");
        assertThat(why.getString("member")).isEqualTo(RiskDay.LOTUS);
    }

    @Test
    void metrics_count_alarms_and_defaults() {
        assertThat(service.anonymous(HttpMethod.GET, "/metrics", Buffer.buffer(), "")
                        .bodyAsString())
                .contains("clearing_cover_alarms{member=\"HarbourBrokers\"} 1.0")
                .contains("clearing_members_in_default{member=\"HarbourBrokers\"} 1.0");
    }

    @Test
    void what_changed_is_told_once() {
        Json json = new Json(SimulatedChain.HARBOUR, service.tailed().scales(), Clock.systemUTC());
        RiskWatch watch =
                new RiskWatch(new RiskView(service.tailed().tail().chaincode(), json), Clock.systemUTC(), json);

        assertThat(watch.concerned()).isTrue();
        assertThat(service.tailed().database().read(watch::changed))
                .hasValueSatisfying(
                        event -> assertThat(event.getJsonArray("alarms")).hasSize(1));
        assertThat(service.tailed().database().read(watch::changed)).isEmpty();
    }
}
