package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.journal.Journal;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.journal.JournalExport;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anchors with what the contract held, and proofs of entries from journals as they were anchored. */
class AnchorsApiTest {
    private static final Clock CLOCK = Clock.fixed(SharedDay.NOW, ZoneOffset.UTC);
    private static final String DAY = SimulatedChain.DAY.toString();

    /** The service follows its chain while it grows: the journal is made from books that came after the trades. */
    static TestService service(AnswerJudge judge, SharedDay.Growing growing) throws InterruptedException {
        TestService service = new TestService(growing.blocks(), judge);
        service.tailed().awaitHeight(growing.blocks().size() - 1L);
        return service;
    }

    static Journal journal(TestService service) {
        return new JournalExport(
                        service.tailed().database(),
                        new AuditLog(CLOCK),
                        SimulatedChain.HARBOUR,
                        new SecureRandom(new byte[32]))
                .make("tester", SimulatedChain.DAY, SharedDay.NOW)
                .orElseThrow()
                .journal();
    }

    private static HttpResponse<Buffer> proof(Browser browser, long entry) {
        return browser.call(HttpMethod.GET, "/api/v1/book-entries/" + entry + "/proof", Buffer.buffer(), "");
    }

    private static long entry(Browser browser, String reference) {
        return browser.get("/api/v1/book-entries?reference=" + reference)
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
    }

    @Test
    void an_anchor_stands_beside_what_the_contract_held_and_proves_what_stood_there_then() throws InterruptedException {
        AnswerJudge judge = new AnswerJudge(Contract.json());
        SharedDay.Growing growing = SharedDay.growing();
        try (TestService service = service(judge, growing)) {
            Browser browser = service.signIn("operator");
            String first = TestBooks.statement("S1", "1000000.00", "1000000.01", List.of("T0-0,1.00", "T0-1,-0.99"));
            assertThat(browser.upload("s1.csv", first, true).statusCode()).isEqualTo(200);
            assertThat(browser.call(HttpMethod.POST, "/api/v1/close-day?asOf=" + DAY, Buffer.buffer(), "")
                            .statusCode())
                    .isEqualTo(200);
            long broken = entry(browser, "T0-1");
            assertThat(proof(browser, broken).statusCode()).as("not anchored").isEqualTo(409);

            Journal anchored = journal(service);
            growing.anchor(anchored.root(), 0, "");
            service.tailed().awaitHeight(growing.blocks().size() - 1L);
            JsonObject anchor = browser.get("/api/v1/anchors?day=" + DAY)
                    .getJsonArray("items")
                    .getJsonObject(0);
            assertThat(anchor.getString("root"))
                    .isEqualTo(HexFormat.of().formatHex(anchored.root().root().bytes()));
            JsonArray lines = anchor.getJsonArray("lines");
            assertThat(lines).hasSize(1);
            JsonObject line = lines.getJsonObject(0);
            assertThat(line.getString("in")).isEqualTo("1.00");
            assertThat(line.getString("out")).isEqualTo("0.99");
            assertThat(line.getString("closing")).isEqualTo("1000000.01");
            String held = browser.get("/api/v1/positions").getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(p -> p.getString("account").equals("HOUSE")
                            && p.getString("asset").equals("HKD")
                            && p.getString("kind").equals("HELD"))
                    .findFirst()
                    .orElseThrow()
                    .getString("total");
            assertThat(line.getString("held")).isEqualTo(held);
            assertThat(line.getString("difference")).isNotEqualTo("0.00");

            JsonObject proof = proof(browser, broken).bodyAsJsonObject();
            assertThat(proof.getString("verdict")).isEqualTo("BROKEN");
            String late = TestBooks.statement("S2", "1000000.01", "1000001.03", List.of("T0-2,1.02"));
            assertThat(browser.upload("s2.csv", late, true).statusCode()).isEqualTo(200);
            assertThat(proof(browser, broken).bodyAsJsonObject()).isEqualTo(proof);
            HttpResponse<Buffer> without = proof(browser, entry(browser, "T0-2"));
            assertThat(without.statusCode()).isEqualTo(409);
            assertThat(without.bodyAsJsonObject().getString("detail")).contains("without this entry");

            Journal second = journal(service);
            growing.anchor(second.root(), 1, "a late statement");
            service.tailed().awaitHeight(growing.blocks().size() - 1L);
            assertThat(proof(browser, entry(browser, "T0-2")).statusCode()).isEqualTo(200);
            JsonArray both = browser.get("/api/v1/anchors").getJsonArray("items");
            assertThat(both.stream()
                            .map(JsonObject.class::cast)
                            .map(one -> one.getInteger("revision") + " " + one.getBoolean("superseded")))
                    .containsExactly("1 false", "0 true");
            assertThat(browser.get("/api/v1/anchors?member=*&limit=1").containsKey("nextCursor"))
                    .isTrue();
            assertThat(service.signIn("viewer")
                            .call(HttpMethod.GET, "/api/v1/book-entries/" + broken + "/proof", Buffer.buffer(), "")
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
