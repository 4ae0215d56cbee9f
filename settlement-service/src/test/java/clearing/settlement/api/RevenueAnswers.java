package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.RevenueDay;
import clearing.settlement.ledger.SimulatedChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;

/** Everything that can be asked about revenue, held against the document. */
final class RevenueAnswers {
    static final String ROOT = "/api/v1/revenue/agreements";
    static final String OWN = ROOT + "/" + RevenueDay.AGREEMENT;

    private RevenueAnswers() {}

    static void follow(AnswerJudge judge) throws InterruptedException {
        SimulatedChain chain = RevenueDay.chain();
        try (TestService service = new TestService(chain.blocks(), judge)) {
            service.tailed().awaitHeight(chain.blocks().size() - 1L);
            Browser browser = service.signIn(TestService.EVERYONE);
            for (String path : List.of(
                    ROOT,
                    ROOT + "?limit=1",
                    OWN,
                    OWN + "/measures",
                    OWN + "/statements",
                    OWN + "/statements?limit=1",
                    OWN + "/statements/" + RevenueDay.FIRST,
                    ROOT + "/" + RevenueDay.OF_OTHERS,
                    ROOT + "/" + RevenueDay.OF_OTHERS + "/measures",
                    ROOT + "/" + RevenueDay.PROPOSED)) {
                assertThat(browser.get(path)).as(path).isNotEmpty();
            }
            JsonObject asked = new JsonObject()
                    .put("vary", "users")
                    .put("from", "0")
                    .put("to", "2000000")
                    .put("period", RevenueDay.FIRST.toString());
            assertThat(browser.json(HttpMethod.POST, OWN + "/simulate", asked).statusCode())
                    .isEqualTo(200);
            for (String format : List.of("html", "pdf", "xlsx")) {
                HttpResponse<Buffer> report =
                        browser.call(HttpMethod.GET, OWN + "/reports/2026-Q4?format=" + format, Buffer.buffer(), "");
                assertThat(report.statusCode()).as(format).isEqualTo(200);
                assertThat(report.body().length()).as(format).isGreaterThan(1_000);
            }
        }
    }
}
