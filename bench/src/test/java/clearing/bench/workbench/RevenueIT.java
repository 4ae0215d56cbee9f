package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agreements, statements with their explanations, what-if and a report in a real browser. */
class RevenueIT {
    private static final String HEAD = """
            "id": "ADVISE", "title": "Robo-adviser", "currency": "HKD", "cycle": "MONTHLY", "collector": "HarbourBrokers",
            "parties": ["HarbourBrokers", "LotusBank"], "sight": "SHARES", "state": "IN_FORCE", "version": 1,
            "nextPeriod": "2026-12", "nextStart": "2026-12-01",
            "waits": [{"what": "challenge of fee of 2026-12", "member": "LotusBank"}]
            """;
    private static final String LIST = "{\"height\": 118, \"items\": [{" + HEAD + "}]}";
    private static final String AGREEMENT = """
            {%s, "height": 118, "today": "2026-12-03",
             "versions": [{"version": 1, "hash": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "inForce": true,
               "from": "2026-10-01", "signatures": [{"member": "HarbourBrokers", "at": "2026-09-30T08:00:00Z"},
                 {"member": "LotusBank", "at": "2026-09-30T09:00:00Z"}], "missing": [],
               "terms": {"changeover": "AT_PERIOD", "lookback": 3, "pool": ["fee"], "parties": [],
                 "measures": [{"name": "fee", "label": "Management fee", "unit": "HKD", "aggregation": "SUM", "inParts": false,
                     "reporter": "HarbourBrokers", "attesters": [], "windowDays": 5},
                   {"name": "users", "label": "Users", "unit": "users", "aggregation": "LAST", "inParts": false,
                     "reporter": "LotusBank", "attesters": [], "windowDays": 5}],
                 "clauses": [{"id": "FEE-SHARE", "label": "Share of the fee", "kind": "SHARE",
                   "words": "30 %% (+5 pp when users is above 1,000,000 users) of fee to LotusBank"}],
                 "reserve": {"rate": "5 %%", "from": ["LotusBank"], "months": 6, "votes": 2}}}],
             "escrow": {"reserve": "192.50", "setAside": "0.00", "disputes": [],
               "moves": [{"kind": "WITHHELD", "member": "LotusBank", "amount": "192.50", "period": "2026-11", "day": "2026-11-30"}]}}
            """.formatted(HEAD);
    private static final String MEASURES = """
            {"period": "2026-12", "start": "2026-12-01", "today": "2026-12-03", "items": [
              {"measure": "fee", "label": "Management fee", "unit": "HKD", "reporter": "HarbourBrokers", "state": "CHALLENGED", "parts": 1,
               "attesters": [], "revision": 0, "sealedOn": "2026-12-02", "windowEnd": "2026-12-07", "content": "00", "attested": [],
               "challenges": [{"member": "LotusBank", "reason": "too low"}], "value": "5.00 HKD", "exact": "500", "count": 1},
              {"measure": "users", "label": "Users", "unit": "users", "reporter": "LotusBank", "state": "SEALED", "parts": 1,
               "attesters": [], "revision": 0, "sealedOn": "2026-12-02", "windowEnd": "2026-12-07", "content": "00", "attested": [],
               "challenges": []}]}
            """;
    private static final String STATEMENT = """
            "period": "2026-11", "start": "2026-11-01", "end": "2026-11-30", "currency": "HKD", "calculatedBy": "HarbourBrokers",
            "at": "2026-12-01T08:00:00Z", "hash": "aa112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "txId": "t-9", "block": 101,
            "versions": [{"version": 1, "days": 30, "hash": "00"}], "pool": "11000.00",
            "lines": [{"member": "HarbourBrokers", "amount": "7150.00", "setAside": "0.00", "withheld": "0.00", "paid": "7150.00"},
                      {"member": "LotusBank", "amount": "3850.00", "setAside": "0.00", "withheld": "192.50", "paid": "3657.50"}]
            """;
    private static final String WHOLE = """
            {%s, "inputs": [], "clauses": [], "trueUps": [], "marks": [], "released": [],
             "explanation": {"party": "LotusBank", "tree": {"words": "LotusBank is paid for 2026-11", "text": "3,657.50 HKD", "unit": "HKD",
               "exact": "365750", "parts": [{"words": "amount", "text": "3,850.00 HKD", "unit": "HKD", "exact": "385000", "parts": [
                 {"words": "FEE-SHARE: Share of the fee", "text": "3,850.00 HKD", "unit": "HKD", "exact": "385000", "parts": [
                   {"words": "rate", "text": "35 %%", "unit": "%%", "exact": "7/20", "parts": [
                     {"words": "step: users is above", "text": "+5 pp", "unit": "pp", "exact": "1/20"}]}]}]},
                 {"words": "withheld into the reserve", "text": "-192.50 HKD", "unit": "HKD", "exact": "-19250"}]}}}
            """.formatted(STATEMENT);
    private static final String SIMULATION = """
            {"measure": "users", "label": "Users", "unit": "users", "currency": "HKD", "version": 1, "period": "2026-12", "points": [
              {"at": "0", "pool": "1000.00", "shares": [{"member": "HarbourBrokers", "amount": "700.00"}, {"member": "LotusBank", "amount": "300.00"}]},
              {"at": "2000000", "pool": "1000.00", "shares": [{"member": "HarbourBrokers", "amount": "650.00"}, {"member": "LotusBank", "amount": "350.00"}]}]}
            """;
    private static final String ROOT = "revenue/agreements";

    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(RevenueIT.class);
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
    void an_agreement_stands_with_what_it_waits_for_and_who_signed_it() {
        try (CannedService service = service(ColorScheme.LIGHT)) {
            Page page = service.page();
            assertThat(page.locator("#heading")).hasText("1 of 1 agreement in force");
            assertThat(page.locator(".cycle-list li"))
                    .containsText("waits for challenge of fee of 2026-12 by Lotus Bank");
            assertThat(page.locator(".agreement-card")).containsText("Lotus Bank signed at");
            assertThat(page.locator(".clause-list")).containsText("+5 pp when users is above 1,000,000 users");
            Locator fee = page.locator("tr[data-key=fee]");
            assertThat(fee.locator(".badge")).hasText("Challenged");
            assertThat(fee).containsText("Lotus Bank: too low");
            assertThat(page.locator("tr[data-key=users]")).containsText("not shown");
            assertThat(page.locator(".share-bars rect")).hasCount(2);
            service.photograph("revenue-light");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void an_amount_opens_into_how_it_came_about_by_the_keyboard_and_closes_again() {
        try (CannedService service = service(ColorScheme.DARK)) {
            Page page = service.page();
            Locator amount = page.locator("tr[data-key='2026-11-01/LotusBank'] button.explain");
            amount.focus();
            page.keyboard().press("Enter");
            assertThat(amount).hasAttribute("aria-expanded", "true");
            Locator how = page.locator("tr.explanation");
            assertThat(how).containsText("LotusBank is paid for 2026-11");
            Locator step = how.getByText("step: users is above");
            assertThat(step).isHidden();
            how.getByText("rate", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(step).isVisible();
            service.photograph("revenue-dark");
            page.keyboard().press("Escape");
            assertThat(how).hasCount(0);
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void what_if_draws_a_line_for_each_party_with_the_figures_beside_it() {
        try (CannedService service = service(ColorScheme.LIGHT)) {
            Page page = service.page();
            page.selectOption(".simulate-card select", "users");
            page.fill(".simulate-card input[name=from]", "0");
            page.fill(".simulate-card input[name=to]", "2000000");
            page.fill(".simulate-card input[name=fee]", "1000.00");
            page.click(".simulate-card button[type=submit]");
            assertThat(page.locator(".simulate-line")).hasCount(2);
            page.locator(".simulate-chart summary").click();
            assertThat(page.locator(".simulate-chart table")).containsText("350.00");
            service.photograph("revenue-what-if");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void a_report_opens_by_itself_under_the_services_own_policy() {
        try (CannedService service = service(ColorScheme.LIGHT)) {
            Page page = service.page();
            Page report = page.waitForPopup(
                    () -> page.locator(".report-link a").first().click());
            report.waitForSelector("h1");
            assertThat(report.locator("h1")).hasText("Robo-adviser");
            assertThat(report.locator("section.pictures svg[role=img]").first()).isVisible();
            assertThat(report.locator("body")).containsText("How to verify this report");
            assertThat(report.locator("td.n").first()).hasCSS("text-align", "right");
            report.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(java.nio.file.Path.of("target", "screenshots", "revenue-report.png")));
        }
    }

    private static CannedService service(ColorScheme colours) {
        Map<String, String> answers = new HashMap<>();
        answers.put("accounts", "{\"items\": []}");
        answers.put(ROOT, LIST);
        answers.put(ROOT + "/ADVISE", AGREEMENT);
        answers.put(ROOT + "/ADVISE/measures", MEASURES);
        answers.put(ROOT + "/ADVISE/statements", "{\"items\": [{" + STATEMENT + "}]}");
        answers.put(ROOT + "/ADVISE/statements/2026-11-01", WHOLE);
        answers.put(ROOT + "/ADVISE/simulate", SIMULATION);
        answers.put(ROOT + "/ADVISE/reports/2026-Q4", RevenueReportPage.html());
        return new CannedService(browser.browser(), files.address(), "revenue", colours, answers);
    }
}
