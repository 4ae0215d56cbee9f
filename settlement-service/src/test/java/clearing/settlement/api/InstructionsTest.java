package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.MatchingDay;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one member sees of what two sides said, over HTTP. */
final class InstructionsTest {
    private static final String TRADE = "HK.HarbourBrokers.LotusSecurities.110.";

    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        MatchingDay.compared(chain);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn("viewer");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_mismatch_is_told_field_by_field_in_decimals() {
        assertThat(items("instructions?state=MISMATCHED")).singleElement().satisfies(instruction -> {
            assertThat(instruction.getString("reference")).isEqualTo("M-2");
            assertThat(instruction.getString("author")).isEqualTo("LotusSecurities");
            assertThat(instruction.getString("deliverer")).isEqualTo("HarbourBrokers");
            assertThat(instruction.getString("trade")).isEqualTo(TRADE + "1");
            assertThat(objects(instruction, "differences"))
                    .extracting(d -> d.getString("field"), d -> d.getString("alleged"), d -> d.getString("instructed"))
                    .containsExactly(tuple("delivery.amount", "200.00", "201.00"));
        });
    }

    @Test
    void what_waits_for_the_own_word_is_listed_and_what_is_none_of_ones_concern_is_not() {
        assertThat(items("instructions?waiting=true&by=OTHERS"))
                .extracting(i -> i.getString("reference"))
                .containsExactlyInAnyOrder("M-2", "M-9");
        assertThat(items("instructions?by=US")).isEmpty();
        assertThat(items("instructions?counterparty=MeridianBank")).isEmpty();
        assertThat(items("trades?state=ALLEGED&by=OTHERS"))
                .extracting(t -> t.getString("reference"))
                .containsExactly("L-1");
        assertThat(items("trades?state=ALLEGED&by=US"))
                .extracting(t -> t.getString("reference"))
                .containsExactlyInAnyOrder("M-2", "M-3", "M-3");
    }

    @Test
    void a_page_of_instructions_goes_on_where_the_one_before_ended() {
        JsonObject first = browser.get("/api/v1/instructions?limit=2");
        JsonObject second = browser.get("/api/v1/instructions?limit=2&cursor=" + first.getString("nextCursor"));

        assertThat(objects(first, "items"))
                .extracting(i -> i.getString("reference"))
                .containsExactly("M-9", "M-2");
        assertThat(objects(second, "items"))
                .extracting(i -> i.getString("reference"))
                .containsExactly("M-1");
        assertThat(second.containsKey("nextCursor")).isFalse();
    }

    @Test
    void a_trade_shows_what_it_was_compared_with_and_what_it_would_replace() {
        JsonObject matched = browser.get("/api/v1/trades/" + TRADE + "0");
        assertThat(matched.getJsonObject("trade").getString("state")).isEqualTo("AFFIRMED");
        assertThat(objects(matched, "instructions")).singleElement().satisfies(instruction -> {
            assertThat(instruction.getString("state")).isEqualTo("MATCHED");
            assertThat(objects(instruction, "differences")).isEmpty();
        });
        assertThat(objects(browser.get("/api/v1/trades/" + TRADE + "2"), "instructions"))
                .isEmpty();
        assertThat(items("trades?reference=M-3"))
                .extracting(trade -> trade.getString("amends"))
                .containsExactlyInAnyOrder(null, TRADE + "2");
    }

    private static List<JsonObject> items(String path) {
        return objects(browser.get("/api/v1/" + path), "items");
    }

    private static List<JsonObject> objects(JsonObject of, String name) {
        return of.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }
}
