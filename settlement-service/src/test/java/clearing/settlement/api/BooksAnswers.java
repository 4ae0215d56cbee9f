package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a check of a file answers. */
final class BooksAnswers {
    private BooksAnswers() {}

    /** Files that are refused, go in in part, come again, are given back and checked; and the close of their day. */
    static void follow(Browser browser, String mapping) {
        String bad = TestBooks.statement("S0", "0.00", "1.00", List.of("T0-0,1.005"));
        assertThat(browser.upload("bad.csv", bad, true).statusCode()).isEqualTo(422);
        assertThat(browser.upload("bad.csv", "not a statement", false).statusCode())
                .isEqualTo(422);
        String some = TestBooks.statement("S1", "0.00", "-0.02", List.of("T0-0,1.00", "T0-1,-1.02", "T0-2,9.999"));
        JsonObject summary = browser.upload("some.csv", some, false).bodyAsJsonObject();
        assertThat(summary.getInteger("rejected")).as(summary.encode()).isEqualTo(1);
        assertThat(browser.upload("again.csv", some, false).bodyAsJsonObject().getBoolean("alreadyIngested"))
                .isTrue();
        assertThat(browser.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .bodyAsJsonObject()
                        .getInteger("breaksOpened"))
                .isPositive();
        for (Object item : browser.get("/api/v1/statements").getJsonArray("items")) {
            JsonObject statement = browser.get("/api/v1/statements/" + ((JsonObject) item).getLong("id"));
            assertThat(statement.getJsonArray("errors")).hasSize(1);
            String file = "/api/v1/statements/" + statement.getLong("id") + "/file";
            assertThat(browser.call(HttpMethod.GET, file, Buffer.buffer(), "").bodyAsString())
                    .isEqualTo(some);
        }
        assertThat(browser.call(HttpMethod.PUT, "/api/v1/mappings", Buffer.buffer(mapping), "application/json")
                        .bodyAsJsonObject()
                        .getInteger("version"))
                .isEqualTo(1);
        assertThat(browser.get("/api/v1/mappings/plain").getJsonArray("items")).hasSize(1);
        browser.get("/api/v1/mappings");
        check(browser, some);
        assertThat(browser.get("/api/v1/book-entries").getJsonArray("items")).hasSize(2);
        JsonArray matches = browser.get("/api/v1/matches").getJsonArray("items");
        assertThat(matches).hasSize(1);
        browser.get("/api/v1/matches/" + matches.getJsonObject(0).getLong("id"));
    }

    /** A file that went in, one that would, and one that contradicts itself; none of them changes anything. */
    static void check(Browser browser, String before) {
        JsonObject twice = check(browser, "again.csv", before);
        assertThat(twice.getBoolean("alreadyIngested")).isTrue();
        assertThat(twice.getString("verdict")).isEqualTo("NOTHING");

        String day = SimulatedChain.DAY.toString().replace("-", "").substring(2);
        String message = """
                :20:NEXT
                :25:HOUSE-HKD
                :28C:18/1
                :60F:D%1$sHKD0,02
                :61:%1$sC0,05NTRFT0-9//BANK-9
                :62F:C%1$sHKD0,03
                """.formatted(day);
        JsonObject next = check(browser, "next.sta", message);
        assertThat(next.getString("verdict")).isEqualTo("ALL");
        assertThat(next.getString("format")).isEqualTo("MT940");
        JsonObject statement = next.getJsonArray("statements").getJsonObject(0);
        assertThat(statement.getString("previousClosing")).isEqualTo("-0.02");
        assertThat(statement.getBoolean("continuous")).isTrue();
        assertThat(statement.getString("numbering")).isEqualTo("FIRST");
        JsonObject line = next.getJsonArray("lines").getJsonObject(0);
        assertThat(line.getInteger("line")).isEqualTo(5);
        assertThat(line.getString("value")).isEqualTo("0.05");

        JsonObject wrong = check(browser, "next.sta", message.replace("HKD0,03", "HKD0,04"));
        assertThat(wrong.getString("verdict")).isEqualTo("NOTHING");
        assertThat(wrong.getJsonArray("errors").getJsonObject(0).getString("code"))
                .isEqualTo("SUM_DIFFERS");
        assertThat(wrong.getJsonArray("errors").getJsonObject(0).getInteger("line"))
                .isEqualTo(6);
        assertThat(wrong.getJsonArray("lines").getJsonObject(0).getBoolean("taken"))
                .isFalse();
        assertThat(browser.get("/api/v1/statements").getJsonArray("items")).hasSize(1);
    }

    private static JsonObject check(Browser browser, String name, String content) {
        return browser.call(
                        HttpMethod.POST,
                        "/api/v1/statements/check?fileName=" + name,
                        Buffer.buffer(content),
                        "application/octet-stream")
                .bodyAsJsonObject();
    }
}
