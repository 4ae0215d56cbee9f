package clearing.settlement.api;

import static clearing.settlement.api.RevenueAnswers.OWN;
import static clearing.settlement.api.RevenueAnswers.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.RevenueDay;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Harbour is answered about an agreement of its own, one of others and one that waits for its signature. */
class RevenueApiTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());

    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = RevenueDay.chain();
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn("viewer");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonObject first(JsonArray items, String field, String value) {
        return items.stream()
                .map(JsonObject.class::cast)
                .filter(item -> value.equals(item.getString(field)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void agreements_are_listed_with_what_they_wait_for() {
        JsonArray items = browser.get(ROOT).getJsonArray("items");
        assertThat(items).hasSize(3);
        JsonObject own = first(items, "id", RevenueDay.AGREEMENT);
        assertThat(own.getString("sight")).isEqualTo("ALL");
        assertThat(own.getString("nextPeriod")).isEqualTo("2026-11-22");
        assertThat(own.getJsonArray("waits").encode())
                .contains("{\"what\":\"challenge of fee of 2026-11-22\",\"member\":\"LotusSecurities\"}")
                .contains("{\"what\":\"answer about FEE-SHARE of 2026-11-21\",\"member\":\"HarbourBrokers\"}");
        JsonObject proposed = first(items, "id", RevenueDay.PROPOSED);
        assertThat(proposed.getString("state")).isEqualTo("PROPOSED");
        assertThat(proposed.getJsonArray("waits").encode())
                .isEqualTo("[{\"what\":\"signature under version 1\",\"member\":\"HarbourBrokers\"}]");
        JsonObject page = browser.get(ROOT + "?limit=2");
        assertThat(page.getJsonArray("items")).hasSize(2);
        assertThat(browser.get(ROOT + "?limit=2&cursor=" + page.getString("nextCursor"))
                        .getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void of_others_it_is_shown_that_there_is_one_and_no_figure() {
        String others = ROOT + "/" + RevenueDay.OF_OTHERS;
        JsonObject agreement = browser.get(others);
        assertThat(agreement.getString("sight")).isEqualTo("EXISTENCE");
        assertThat(agreement.getJsonArray("parties")).containsExactly("LotusSecurities", "MeridianBank");
        assertThat(agreement.encode()).doesNotContain("terms\":").doesNotContain("FEE-SHARE");
        assertThat(agreement.containsKey("escrow")).isFalse();
        assertThat(browser.get(others + "/measures").getJsonArray("items")).isEmpty();
        JsonObject asked =
                new JsonObject().put("vary", "users").put("from", "0").put("to", "1");
        assertThat(browser.json(HttpMethod.POST, others + "/simulate", asked).statusCode())
                .isEqualTo(404);
        assertThat(browser.call(HttpMethod.GET, others + "/reports/2026-Q4", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void versions_say_in_words_what_was_signed_and_by_whom() {
        JsonObject version = browser.get(OWN).getJsonArray("versions").getJsonObject(0);
        assertThat(version.getJsonArray("signatures")).hasSize(3);
        assertThat(version.getJsonArray("missing")).isEmpty();
        JsonObject clause =
                version.getJsonObject("terms").getJsonArray("clauses").getJsonObject(0);
        assertThat(clause.getString("words"))
                .isEqualTo("30 % (+5 pp when users is above 1,000,000 users) of fee to LotusSecurities");
        JsonObject escrow = browser.get(OWN).getJsonObject("escrow");
        assertThat(escrow.getString("reserve")).isEqualTo("192.50");
        assertThat(escrow.getString("setAside")).isEqualTo("2333.33");
    }

    @Test
    void a_measure_is_shown_where_it_stands() {
        JsonArray items = browser.get(OWN + "/measures").getJsonArray("items");
        JsonObject fee = first(items, "measure", "fee");
        assertThat(fee.getString("state")).isEqualTo("CHALLENGED");
        assertThat(fee.getString("value")).isEqualTo("5.00 HKD");
        assertThat(fee.getJsonArray("challenges").encode())
                .isEqualTo("[{\"member\":\"LotusSecurities\",\"reason\":\"too low\"}]");
        JsonObject of = browser.get(OWN + "/measures?period=" + RevenueDay.FIRST);
        assertThat(first(of.getJsonArray("items"), "measure", "fee").getInteger("revision"))
                .isEqualTo(1);
        assertThat(first(of.getJsonArray("items"), "measure", "users").getString("state"))
                .isEqualTo("FINAL");
        assertThat(browser.call(HttpMethod.GET, OWN + "/measures?period=never", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_statement_tells_each_amount_and_how_it_came_about() {
        JsonArray items = browser.get(OWN + "/statements").getJsonArray("items");
        assertThat(items).hasSize(2);
        assertThat(items.getJsonObject(0).getString("period")).isEqualTo("2026-11-21");
        JsonObject page = browser.get(OWN + "/statements?limit=1");
        assertThat(browser.get(OWN + "/statements?limit=1&cursor=" + page.getString("nextCursor"))
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("period"))
                .isEqualTo("2026-11-20");
        JsonObject second = browser.get(OWN + "/statements/" + RevenueDay.FIRST.plusDays(1) + "?party=LotusSecurities");
        JsonObject line = first(second.getJsonArray("lines"), "member", "LotusSecurities");
        assertThat(line.getString("entitled")).isEqualTo("2333.331");
        assertThat(line.getString("trueUp")).isEqualTo("350.00");
        assertThat(line.getString("amount")).isEqualTo("2683.33");
        assertThat(line.getString("setAside")).isEqualTo("2333.33");
        assertThat(line.getString("withheld")).isEqualTo("17.50");
        assertThat(line.getString("paid")).isEqualTo("332.50");
        JsonObject tree = second.getJsonObject("explanation").getJsonObject("tree");
        assertThat(tree.getString("text")).isEqualTo("332.50 HKD");
        assertThat(tree.encode()).contains("true-up of 2026-11-20").contains("fee is now, by revision 1");
        assertThat(second.getJsonArray("trueUps").getJsonObject(0).getString("pool"))
                .isEqualTo("1000.00");
        assertThat(browser.get(OWN + "/statements/" + RevenueDay.FIRST)
                        .getJsonObject("explanation")
                        .getString("party"))
                .isEqualTo("HarbourBrokers");
        for (String none : new String[] {"/statements/2026-11-22", "/statements/2026-11-20?party=MeridianBank"}) {
            assertThat(browser.call(HttpMethod.GET, OWN + none, Buffer.buffer(), "")
                            .statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_simulation_shows_the_step_where_it_is() {
        JsonObject asked = new JsonObject()
                .put("vary", "users")
                .put("from", "999999")
                .put("to", "1000001")
                .put("points", 3)
                .put("values", new JsonObject().put("fee", "1000.00"));
        JsonArray points = browser.json(HttpMethod.POST, OWN + "/simulate", asked)
                .bodyAsJsonObject()
                .getJsonArray("points");
        assertThat(points.stream()
                        .map(JsonObject.class::cast)
                        .map(point -> point.getString("at") + " "
                                + point.getJsonArray("shares").getJsonObject(1).getString("amount")))
                .containsExactly("999999 300.00", "1000000 300.00", "1000001 350.00");
        for (JsonObject wrong : new JsonObject[] {
            asked.copy().put("vary", "nothing"),
            asked.copy().put("values", new JsonObject().put("fee", "1.005")),
            asked.copy().put("values", new JsonObject().put("fee", "-1.00")),
            asked.copy().put("values", new JsonObject().put("other", "1")),
            asked.copy().put("to", "1e9"),
            asked.copy().put("points", 1)
        }) {
            assertThat(browser.json(HttpMethod.POST, OWN + "/simulate", wrong).statusCode())
                    .as(wrong.encode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_report_is_the_same_each_time_and_may_load_nothing() {
        HttpResponse<Buffer> html = browser.call(HttpMethod.GET, OWN + "/reports/2026-Q4", Buffer.buffer(), "");
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(html.getHeader("Content-Disposition")).contains("ADVISE-2026-Q4-HarbourBrokers.html");
        assertThat(html.bodyAsString()).contains("6,500.00").contains("Robo-adviser");
        assertThat(browser.call(HttpMethod.GET, OWN + "/reports/2026-Q4", Buffer.buffer(), "")
                        .body())
                .isEqualTo(html.body());
        assertThat(browser.call(HttpMethod.GET, OWN + "/reports/2026-Q5", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(400);
    }
}
