package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;

/** Messages of the simulated day, and of a delivery that is put beside it. */
final class MessageAnswers {
    static final String DELIVERY = "HK.HarbourBrokers.LotusSecurities.90.0";
    private static final String MESSAGES = "/api/v1/messages/";

    private MessageAnswers() {}

    static HttpResponse<Buffer> get(Browser browser, String query) {
        return browser.call(HttpMethod.GET, MESSAGES + query, Buffer.buffer(), "");
    }

    /** A trade of a security, as the projection would keep it: the simulated chain has cash alone. */
    static void deliver(TestService service) {
        service.tailed()
                .database()
                .write(
                        connection -> Rows.update(
                                connection,
                                "with page as (insert into trade_page select (select max(id) + 1 from trade_page), author, counterparty,"
                                        + " 90, lane, recorded_at, 1000000, 0 from trade_page where page = 0 and author = 'HarbourBrokers'"
                                        + " returning id),"
                                        + " stand as (insert into trade_stand select id, 0, 0, 4, 0, 1000000 from page)"
                                        + " insert into trade_fact select page.id, 250, 1234500, 0, 0, trade_date, value_date, kind, true,"
                                        + " urgent, 'DVP-1', author_account, counterparty_account, 'HK0000069689', 'HKD', commitment,"
                                        + " reverses, amends from trade, page where trade.page = 0 and idx = 0 and author = 'HarbourBrokers'"));
    }

    static void ask(Browser browser) {
        deliver(browser.service());
        for (String query : List.of(
                "statement?account=HOUSE&asset=HKD&from=2026-11-20&to=2026-11-21",
                "statement?account=HOUSE&asset=HKD&from=2026-11-20&format=csv",
                "statement?account=HOUSE&asset=HKD&block=4&format=camt.054",
                "payments?from=2026-11-20&account=HOUSE&asset=HKD",
                "securities?trade=" + DELIVERY,
                "securities?from=2026-11-20")) {
            assertThat(get(browser, query).statusCode()).as(query).isEqualTo(200);
        }
        for (String query : List.of(
                "payments?from=2020-01-01",
                "securities?from=2020-01-01",
                "securities?trade=HK.A.B.1.1",
                "securities?trade=x")) {
            assertThat(get(browser, query).statusCode()).as(query).isEqualTo(404);
        }
        for (String query : List.of(
                "statement?account=HOUSE&asset=HKD",
                "statement?account=NOWHERE&asset=HKD&from=2026-11-20",
                "statement?account=HOUSE&asset=XXX&from=2026-11-20",
                "statement?account=HOUSE&asset=HKD&from=2026-11-20&to=2026-11-19",
                "statement?account=HOUSE&asset=HKD&block=4",
                "statement?account=HOUSE&asset=HKD&block=999999&format=camt.054",
                "payments")) {
            assertThat(get(browser, query).statusCode()).as(query).isEqualTo(400);
        }
    }
}
