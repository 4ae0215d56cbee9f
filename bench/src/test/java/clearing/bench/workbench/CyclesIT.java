package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cycles of a lane in a real browser: the countdown goes by the ledger's time and never by the machine's. */
class CyclesIT {
    private static final String CYCLES = """
            {"height": 118, "at": "2026-11-30T08:58:30.250Z", "chainAt": "2026-11-30T08:58:21Z", "lane": "HK", "lanes": ["HK"],
             "terms": {"agreement": "MASTER", "dvpModel": 3, "netting": "MULTILATERAL", "failAfterMinutes": 90, "cutOffs": []},
             "next": {"cycle": "HK/2026-11-30/1", "cutOff": "2026-11-30T09:00:00Z"}, "lastCutOff": "HK/2026-11-30/0",
             "items": [
              {"cycle": "HK/2026-11-30/1", "date": "2026-11-30", "number": 1, "state": "OPEN", "cutOff": "2026-11-30T09:00:00Z",
               "carriedFrom": "2026-11-30T10:30:00Z", "pages": 4, "failsIn": 1,
               "nets": [{"asset": "HKD", "incoming": "1200.00", "outgoing": "6015.00", "net": "-4815.00"},
                        {"asset": "HK0000069689", "incoming": "400", "outgoing": "0", "net": "400"}],
               "fails": [{"first": "HarbourBrokers", "second": "LotusBank", "since": "HK/2026-11-27/1", "days": 2,
                 "legs": [{"asset": "HKD", "firstAccount": "HOUSE", "secondAccount": "HOUSE", "toFirst": "0.00", "toFirstCount": 0,
                   "toSecond": "6015.00", "toSecondCount": 2, "net": "-6015.00"}],
                 "penalties": [{"by": "HarbourBrokers", "shortOf": "HKD", "asset": "HKD", "base": "6000.00", "days": 1,
                   "basisPoints": 25, "amount": "15.00"}]}]},
              {"cycle": "HK/2026-11-30/0", "date": "2026-11-30", "number": 0, "state": "SETTLED", "cutOff": "2026-11-30T04:00:00Z",
               "carriedFrom": "2026-11-30T05:30:00Z", "cutOffAt": "2026-11-30T04:00:04Z", "nettedAt": "2026-11-30T04:00:06Z",
               "settledAt": "2026-11-30T05:30:02Z", "root": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
               "pages": 9, "failsIn": 0, "trades": 310, "closed": 290, "pairCount": 6, "carriedOn": 1,
               "nets": [{"asset": "HKD", "incoming": "10.00", "outgoing": "4.00", "net": "6.00"}],
               "pairs": [{"first": "HarbourBrokers", "second": "LotusBank", "outcome": "SETTLED",
                 "legs": [{"asset": "HKD", "firstAccount": "HOUSE", "secondAccount": "HOUSE", "toFirst": "10.00", "toFirstCount": 1,
                   "toSecond": "4.00", "toSecondCount": 1, "net": "6.00"}]}], "fails": []}]}
            """;

    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(CyclesIT.class);
        files = new StaticWorkbench();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            files.close();
            browser.close();
        }
    }

    @Test
    void the_countdown_runs_by_the_ledgers_time_and_a_late_answer_does_not_make_it_jump() {
        try (CannedService service = service(ColorScheme.LIGHT)) {
            Page page = service.page();
            Locator left = page.locator(".countdown");
            assertThat(left).hasText("00:01:29");
            assertThat(left).hasText("00:01:28");
            assertThat(page.locator(".clock-card")).containsText("Second cycle of 30 Nov 2026: time to cut-off");
            assertThat(page.locator(".cycle-card")).containsText("Own nets so far");
            assertThat(page.locator(".cycle-card")).containsText("15.00 HKD owed by Harbour Brokers");
            assertThat(page.locator(".cycle-card")).containsText("2 days");
            service.photograph("cycles-light");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void a_cycle_that_is_chosen_shows_its_nets_and_what_became_of_each_pair() {
        try (CannedService service = service(ColorScheme.DARK)) {
            Page page = service.page();
            Locator line = page.locator(".cycle-list li[data-key='HK/2026-11-30/0'] button");
            line.focus();
            page.keyboard().press("Enter");
            assertThat(line).hasAttribute("aria-pressed", "true");
            assertThat(line).containsText("290 of 310 trades final, 1 carried on");
            assertThat(page.locator(".cycle-card")).containsText("+6.00 HKD");
            assertThat(page.locator(".cycle-card .badge").last()).hasText("Settled");
            service.photograph("cycles-dark");
        }
    }

    @Test
    void when_the_time_has_come_the_page_asks_again_by_itself() {
        try (CannedService service = service(ColorScheme.LIGHT)) {
            Page page = service.page();
            assertThat(page.locator(".countdown")).hasText("00:01:29");
            service.say("cycles", CYCLES.replace("08:58:30.250Z", "08:59:59.500Z"));
            page.evaluate("location.hash = '#/overview'");
            page.evaluate("location.hash = '#/cycles'");
            assertThat(page.locator(".clock-card")).containsText("cut-off has come");
            assertThat(page.locator(".countdown")).hasText("00:00:00");
            service.say(
                    "cycles",
                    CYCLES.replace("08:58:30.250Z", "09:00:03Z")
                            .replace(
                                    "\"next\": {\"cycle\": \"HK/2026-11-30/1\", \"cutOff\": \"2026-11-30T09:00:00Z\"}",
                                    "\"next\": {\"cycle\": \"HK/2026-12-01/0\", \"cutOff\": \"2026-12-01T04:00:00Z\"}"));
            assertThat(page.locator(".clock-card")).containsText("First cycle of 01 Dec 2026: time to cut-off");
        }
    }

    @Test
    void the_clock_keeps_its_pace_between_answers_that_hardly_differ() throws IOException {
        try (Page alone = browser.browser().newPage()) {
            alone.navigate(files.address() + StaticWorkbench.EMPTY_PAGE);
            Object shown = alone.evaluate("""
                    async () => {
                      const { LedgerClock, countdown } = await import('/lib/ledger-clock.js');
                      const clock = new LedgerClock();
                      const before = clock.now(0);
                      clock.take('1970-01-01T00:01:00Z', 1000);
                      const first = clock.now(2000);
                      clock.take('1970-01-01T00:01:00.500Z', 2000);
                      const close = clock.now(2000);
                      clock.take('1970-01-01T01:00:00Z', 3000);
                      return [before, first, close, clock.now(3000), countdown(-5), countdown(1), countdown(90061000)];
                    }
                    """);
            assertThat(shown)
                    .isEqualTo(
                            Arrays.asList(null, 61_000, 61_000, 3_600_000, "00:00:00", "00:00:01", "1 day 01:01:01"));
        }
    }

    private static CannedService service(ColorScheme colours) {
        return new CannedService(
                browser.browser(),
                files.address(),
                "cycles",
                colours,
                Map.of("cycles", CYCLES, "accounts", "{\"items\": []}"));
    }
}
