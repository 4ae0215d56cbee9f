package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** Everything that can be asked about shared breaks, held against the document. */
final class SharedAnswers {
    static final String ROOT = "/api/v1/shared-breaks";

    private SharedAnswers() {}

    /** The address of a shared break. */
    static String of(clearing.kernel.reconcile.BreakId id) {
        return ROOT + "/" + id.opener() + "%2F" + id.reference().replace("/", "%2F");
    }

    static void follow(AnswerJudge judge, long breakId, Browser desk) throws InterruptedException {
        assertThat(desk.get("/api/v1/breaks/" + breakId + "/shared").getJsonArray("items"))
                .isEmpty();
        SimulatedChain chain = SharedDay.chain();
        try (TestService service = new TestService(chain.blocks(), judge)) {
            service.tailed().awaitHeight(chain.blocks().size() - 1L);
            Browser browser = service.signIn(TestService.EVERYONE);
            for (String path : List.of(
                    ROOT,
                    ROOT + "?limit=1",
                    of(SharedDay.HALF_SIGNED),
                    of(SharedDay.LATE),
                    of(SharedDay.RESOLVED),
                    of(SharedDay.WITHDRAWN))) {
                assertThat(browser.get(path)).as(path).isNotEmpty();
            }
        }
        anchored(judge);
    }

    /** An entry is proved once its journal is anchored, and not before. */
    private static void anchored(AnswerJudge judge) throws InterruptedException {
        SharedDay.Growing growing = SharedDay.growing();
        try (TestService service = AnchorsApiTest.service(judge, growing)) {
            Browser browser = service.signIn(TestService.EVERYONE);
            String books = TestBooks.statement("S1", "0.00", "1.00", List.of("T0-0,1.00"));
            assertThat(browser.upload("s1.csv", books, true).statusCode()).isEqualTo(200);
            long entry = browser.get("/api/v1/book-entries")
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getLong("id");
            String proof = "/api/v1/book-entries/" + entry + "/proof";
            assertThat(browser.call(HttpMethod.GET, proof, Buffer.buffer(), "").statusCode())
                    .isEqualTo(409);
            growing.anchor(AnchorsApiTest.journal(service).root(), 0, "");
            service.tailed().awaitHeight(growing.blocks().size() - 1L);
            assertThat(browser.get("/api/v1/anchors").getJsonArray("items")).hasSize(1);
            assertThat(browser.call(HttpMethod.GET, proof, Buffer.buffer(), "").statusCode())
                    .isEqualTo(200);
        }
    }
}
