package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
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
    }
}
