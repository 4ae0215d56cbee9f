package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.submit.FailPoint;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Bytes;
import clearing.kernel.reconcile.BreakId;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.errand.Carrier;
import clearing.settlement.errand.PretendLedger;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Comments of the desk that are meant for the counterparty, over HTTP, from the form to the ledger. */
class CarriedCommentsTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final String SHARED = SharedDay.HALF_SIGNED.toString();

    private static TestService service;
    private static Browser operator;
    private static long brk;
    private static long alone;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SharedDay.chain();
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        operator = service.signIn("operator");
        operator.upload(
                "s1.csv", TestBooks.statement("S1", "0.00", "-3.00", List.of("T0-1,-1.00", "T0-3,-2.00")), true);
        brk = breakOf(operator, "T0-1");
        alone = breakOf(operator, "T0-3");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static long breakOf(Browser browser, String reference) {
        return browser.get("/api/v1/breaks?reference=" + reference)
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
    }

    private static JsonObject words(String text) {
        return new JsonObject().put("text", text).put("shared", true);
    }

    private static HttpResponse<Buffer> say(Browser browser, long on, JsonObject comment) {
        return browser.json(HttpMethod.POST, "/api/v1/breaks/" + on + "/comments", comment);
    }

    private static JsonObject line(long on, String text) {
        return operator.get("/api/v1/breaks/" + on).getJsonArray("history").stream()
                .map(JsonObject.class::cast)
                .filter(event -> text.equals(event.getString("text")))
                .findFirst()
                .orElseThrow();
    }

    private static Database database() {
        return service.tailed().database();
    }

    private static long errands() {
        return database().read(c -> Rows.number(c, "select count(*) from errand"));
    }

    private static Carrier carrier(PretendLedger ledger) {
        Clock clock = Clock.systemUTC();
        return new Carrier(
                SimulatedChain.HARBOUR, database(), ledger, new AuditLog(clock), clock, () -> true, FailPoint.NONE);
    }

    private static void forget() {
        database().write(c -> Rows.update(c, "delete from errand where state in ('WAITING', 'SENT')"));
    }

    @Test
    void a_comment_for_both_waits_is_sent_and_stands_in_a_verified_block() {
        String text = "请核对第二页。";
        assertThat(say(operator, brk, words(text)).statusCode()).isEqualTo(200);
        JsonObject waiting = line(brk, text).getJsonObject("errand");
        assertThat(waiting.getString("state")).isEqualTo("WAITING");
        assertThat(waiting.getString("sharedBreak")).isEqualTo(SHARED);
        byte[] salted = Buffer.buffer(HexFormat.of().parseHex(waiting.getString("salt")))
                .appendBytes(text.getBytes(StandardCharsets.UTF_8))
                .getBytes();
        assertThat(waiting.getString("hash")).isEqualTo(HexFormat.of().formatHex(Bytes.sha256(salted)));

        PretendLedger ledger = new PretendLedger(SimulatedChain.HARBOUR, database(), 1, 0);
        Carrier carrier = carrier(ledger);
        assertThat(carrier.run()).containsExactly(brk);
        assertThat(line(brk, text).getJsonObject("errand").getString("state")).isEqualTo("SENT");
        ledger.block();
        assertThat(carrier.run()).containsExactly(brk);
        JsonObject done = line(brk, text).getJsonObject("errand");
        assertThat(done.getString("state")).isEqualTo("DONE");
        JsonArray steps = operator.get(SharedAnswers.of(SharedDay.HALF_SIGNED)).getJsonArray("steps");
        JsonObject step = steps.getJsonObject(steps.size() - 1);
        assertThat(step.getString("step")).isEqualTo("COMMENTED");
        assertThat(step.getLong("block")).isEqualTo(done.getLong("block"));
        assertThat(step.getString("hash")).isEqualTo(done.getString("hash"));
        assertThat(step.containsKey("words"))
                .as("no words unless they are wanted")
                .isFalse();
    }

    @Test
    void the_author_stays_in_the_audit_log_and_in_no_errand_content() {
        assertThat(say(operator, brk, words("See page 3.").put("inWords", true)).statusCode())
                .isEqualTo(200);
        JsonObject errand = line(brk, "See page 3.").getJsonObject("errand");
        assertThat(errand.getBoolean("inWords")).isTrue();
        List<String> noted = database()
                .read(c -> Rows.list(
                        c,
                        "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit order by idx desc limit 1",
                        List.of(),
                        row -> row.getString(1)));
        assertThat(noted)
                .containsExactly("operator BREAK_COMMENTED break " + brk + " shared errand " + errand.getLong("id")
                        + " to " + SHARED + " in words");
        byte[] content = database()
                .read(c -> Rows.first(
                                c,
                                "select content from errand where id = ?",
                                List.of(errand.getLong("id")),
                                row -> row.getBytes(1))
                        .orElseThrow());
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .contains("See page 3.")
                .doesNotContain("operator");
        forget();
    }

    @Test
    void a_refusal_of_the_contract_stands_at_the_comment() {
        say(operator, brk, words("Too late."));
        PretendLedger ledger = new PretendLedger(SimulatedChain.HARBOUR, database(), 1, 0);
        ledger.refuse(SharedDay.HALF_SIGNED, ResultCode.SHARED_BREAK_ENDED);
        carrier(ledger).run();
        JsonObject refused = line(brk, "Too late.").getJsonObject("errand");
        assertThat(refused.getString("state")).isEqualTo("REFUSED");
        assertThat(refused.getString("code")).isEqualTo("SHARED_BREAK_ENDED");
        assertThat(refused.getString("sentence")).isEqualTo("The break is resolved or withdrawn.");
    }

    @Test
    void what_is_not_shared_or_cannot_be_said_is_refused_and_nothing_is_written() {
        long before = errands();
        HttpResponse<Buffer> unshared = say(operator, alone, words("hello"));
        assertThat(unshared.statusCode()).isEqualTo(409);
        assertThat(unshared.bodyAsJsonObject().getString("detail")).contains("Share the break first");
        assertThat(say(operator, brk, words("第二页").put("inWords", true))
                        .bodyAsJsonObject()
                        .encode())
                .contains("inWords");
        assertThat(say(operator, brk, words("x").put("sharedBreak", "LotusSecurities/B/2"))
                        .bodyAsJsonObject()
                        .encode())
                .contains("sharedBreak");
        assertThat(say(operator, brk, new JsonObject().put("text", "x").put("inWords", true))
                        .statusCode())
                .isEqualTo(400);
        assertThat(say(service.signIn("auditor"), brk, words("x")).statusCode()).isEqualTo(400);
        assertThat(errands()).isEqualTo(before);
        assertThat(operator.get("/api/v1/breaks/" + alone)
                        .getJsonObject("break")
                        .getInteger("comments"))
                .isZero();
        assertThat(say(operator, alone, new JsonObject().put("text", "hello")).statusCode())
                .isEqualTo(200);
        assertThat(line(alone, "hello").containsKey("errand")).isFalse();
    }

    @Test
    void many_at_once_says_which_are_not_shared() {
        JsonObject body = new JsonObject()
                .put("ids", new JsonArray().add(brk).add(alone))
                .put("action", words("to all").put("type", "COMMENT"));
        JsonObject outcome =
                operator.json(HttpMethod.POST, "/api/v1/breaks/bulk", body).bodyAsJsonObject();
        assertThat(outcome.getInteger("done")).isEqualTo(1);
        assertThat(outcome.getInteger("refused")).isEqualTo(1);
        assertThat(line(brk, "to all").getJsonObject("errand").getString("state"))
                .isEqualTo("WAITING");
        forget();
    }

    @Test
    void without_a_carrier_a_shared_comment_is_a_note_as_ever() throws InterruptedException {
        SimulatedChain chain = SharedDay.chain();
        try (TestService plain = new TestService(chain.blocks(), JUDGE, false, false)) {
            plain.tailed().awaitHeight(chain.blocks().size() - 1L);
            Browser browser = plain.signIn("operator");
            browser.upload("s1.csv", TestBooks.statement("S1", "0.00", "-1.00", List.of("T0-1,-1.00")), true);
            long id = breakOf(browser, "T0-1");
            assertThat(say(browser, id, words("for both")).statusCode()).isEqualTo(200);
            assertThat(say(browser, id, words("for both").put("inWords", true)).statusCode())
                    .isEqualTo(400);
            assertThat(plain.tailed().database().<Long>read(c -> Rows.number(c, "select count(*) from errand")))
                    .isZero();
            assertThat(browser.get("/api/v1/breaks/" + id + "/shared").getBoolean("carried"))
                    .isFalse();
            assertThat(browser.get(SharedAnswers.of(new BreakId("HarbourBrokers", "BRK-1")))
                            .getJsonArray("commands")
                            .encode())
                    .contains("clearing break comment HarbourBrokers/BRK-1 --comment FILE --words WORDS");
        }
    }
}
