package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** A break's life as an open workbench hears of it: new, commented, and another one gone. */
final class BreakLife {
    private final Browser browser;
    private final TestEvents events;
    private final Duration patience;

    BreakLife(Browser browser, TestEvents events, Duration patience) {
        this.browser = browser;
        this.events = events;
        this.patience = patience;
    }

    /** Brings it about, after statements that closed with -0.03, and hears each event. */
    void follow() throws InterruptedException {
        upload("unknown.csv", TestBooks.statement("S4", "-0.03", "4.97", List.of("T9-999,5.00")));
        assertThat(browser.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
        JsonObject brk = events.awaitBreak("OPENED", patience);
        assertThat(brk.getString("state")).isEqualTo("OPEN");

        String comments = "/api/v1/breaks/" + brk.getLong("id") + "/comments";
        assertThat(browser.json(HttpMethod.POST, comments, new JsonObject().put("text", "asked the desk"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(events.awaitBreak("CHANGED", patience).getLong("id")).isEqualTo(brk.getLong("id"));

        upload("later.csv", TestBooks.statement("S5", "4.97", "6.03", List.of("T0-6,1.06")));
        assertThat(events.awaitBreak("RESOLVED", patience).getString("state")).isEqualTo("RESOLVED");
    }

    private void upload(String name, String statement) {
        assertThat(browser.upload(name, statement, true).statusCode()).as(name).isEqualTo(200);
    }
}
