package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.StressDay;
import clearing.settlement.store.Rows;
import clearing.settlement.stress.NightClock;
import clearing.settlement.stress.NightlyStress;
import clearing.settlement.stress.StressTerms;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service says of nights whose stress test does not hold, as Lotus owes and nobody has paid anything in. */
class StressApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnswerJudge judge = new AnswerJudge(Contract.json());
    private final NightClock clock = new NightClock("2026-11-21T01:30");
    private TestService service;
    private Browser browser;
    private NightlyStress nightly;

    @BeforeEach
    void start() throws InterruptedException {
        SimulatedChain chain = StressDay.owing();
        service = new TestService(chain.blocks(), judge);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn(TestService.EVERYONE);
        nightly = new NightlyStress(
                service.tailed().database(),
                service.tailed().tail(),
                StressTerms.of("01:30", List.of("HKD security -20%")),
                clock,
                new Measurements(clock.instant()),
                service.announcer()::stressed);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void nights_are_listed_newest_first_page_by_page() {
        assertThat(browser.get("/api/v1/stress").getJsonArray("items")).isEmpty();
        assertThat(nightly.look()).isPresent();
        clock.set("2026-11-22T01:30");
        assertThat(nightly.look()).isPresent();

        JsonObject page = browser.get("/api/v1/stress?limit=1");
        JsonObject next = browser.get("/api/v1/stress?limit=1&cursor=" + page.getString("nextCursor"));

        JsonObject night = page.getJsonArray("items").getJsonObject(0);
        assertThat(night.getString("date")).isEqualTo("2026-11-22");
        assertThat(night.getString("startedAt")).isEqualTo("2026-11-21T17:30:00Z");
        assertThat(night.getJsonArray("shocks").encode()).isEqualTo("[\"HKD security -20%\"]");
        assertThat(night.getJsonArray("members")).hasSize(3);
        JsonObject cover = night.getJsonObject("cover1");
        assertThat(cover.getBoolean("holds")).isFalse();
        assertThat(cover.getJsonArray("defaults").getJsonObject(0).getString("member"))
                .isEqualTo(StressDay.LOTUS);
        JsonArray items = next.getJsonArray("items");
        assertThat(items.getJsonObject(0).getString("date")).isEqualTo("2026-11-21");
        assertThat(next.containsKey("nextCursor")).isFalse();
    }

    @Test
    void a_night_that_does_not_hold_is_an_alarm_until_a_later_one_holds() throws InterruptedException {
        assertThat(browser.get("/api/v1/summary").containsKey("stressAlarm")).isFalse();
        assertThat(metrics()).doesNotContain("clearing_stress_holds");
        try (TestEvents events = new TestEvents(browser, judge, "another-run-5")) {
            assertThat(nightly.look()).isPresent();
            events.await(Set.of("risk"), PATIENCE);
        }

        JsonObject alarm = browser.get("/api/v1/summary").getJsonObject("stressAlarm");
        assertThat(alarm.getBoolean("cover1")).isFalse();
        assertThat(alarm.getJsonArray("defaults").getJsonObject(0).getString("lossBeyondFund"))
                .isEqualTo("40.00");
        assertThat(metrics())
                .contains("clearing_stress_holds{cover=\"1\",member=\"HarbourBrokers\"} 0.0")
                .contains("clearing_stress_holds{cover=\"2\",member=\"HarbourBrokers\"} 0.0")
                .contains("clearing_stress_age_seconds{member=\"HarbourBrokers\"}")
                .contains("clearing_stress_failures_total{member=\"HarbourBrokers\"} 0.0");
        RiskWatch watch = watch();
        assertThat(service.tailed().database().read(watch::changed))
                .hasValueSatisfying(
                        event -> assertThat(event.getJsonObject("stressAlarm")).isEqualTo(alarm));
        assertThat(service.tailed().database().read(watch::changed)).isEmpty();

        service.tailed()
                .database()
                .write(connection -> Rows.update(
                        connection,
                        "insert into stress_night select night + 1, block, started_at, finished_at, shocks, true, true,"
                                + " details from stress_night"));
        assertThat(service.tailed().database().read(watch::changed))
                .hasValueSatisfying(
                        event -> assertThat(event.containsKey("stressAlarm")).isFalse());
        assertThat(browser.get("/api/v1/summary").containsKey("stressAlarm")).isFalse();
        assertThat(metrics()).contains("clearing_stress_holds{cover=\"1\",member=\"HarbourBrokers\"} 1.0");
    }

    private RiskWatch watch() {
        Json json = new Json(SimulatedChain.HARBOUR, service.tailed().scales(), Clock.systemUTC());
        return new RiskWatch(new RiskView(service.tailed().tail().chaincode(), json), Clock.systemUTC(), json);
    }

    private String metrics() {
        return service.anonymous(HttpMethod.GET, "/metrics", Buffer.buffer(), "")
                .bodyAsString();
    }
}
