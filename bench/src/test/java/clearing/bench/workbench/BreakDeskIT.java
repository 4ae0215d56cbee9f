package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The desk in a real browser: breaks, proposals and their decisions, and files that are read before they count. */
class BreakDeskIT {
    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(BreakDeskIT.class);
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
    void only_the_characters_that_differ_are_marked() throws IOException {
        try (CannedService service = desk("breaks?open=2")) {
            Locator amount = service.page().locator("table.compare tr.differs");
            assertThat(amount.locator(".side-chain")).hasText("+12,074.50 CNY");
            assertThat(amount.locator(".side-chain mark")).hasText("4");
            assertThat(amount.locator(".side-books mark")).hasText("6");
            service.photograph("desk-light");
        }
    }

    @Test
    void the_longest_common_part_is_not_marked() {
        try (Page alone = browser.browser().newPage()) {
            alone.navigate(files.address() + StaticWorkbench.EMPTY_PAGE);
            Object runs = alone.evaluate("""
                    async () => {
                      const { differing } = await import('/lib/diff.js');
                      const text = (runs) => runs.map(([part, common]) => (common ? part : `[${part}]`)).join('');
                      return [['HB-2026-1003', 'HB-2062-1003'], ['', 'x'], ['same', 'same'], [String.fromCodePoint(0x1F600) + 'a', 'b' + String.fromCodePoint(0x1F600)]]
                          .map(([one, other]) => differing(one, other).map(text).join(' '));
                    }
                    """);
            assertThat(runs)
                    .isEqualTo(List.of(
                            "HB-20[2]6-1003 HB-206[2]-1003", " [x]", "same same", "\uD83D\uDE00[a] [b]\uD83D\uDE00"));
        }
    }

    @Test
    void all_that_a_filter_lets_through_are_meant_only_with_their_number() throws IOException {
        try (CannedService service = desk("breaks?minSeverity=HIGH")) {
            Page page = service.page();
            page.locator("#breaks tr[data-index='0'] input").check();
            page.locator(".bulk-bar button", new Page.LocatorOptions().setHasText("Select all 40"))
                    .click();
            assertThat(page.locator(".bulk-bar b")).hasText("40 selected");
            page.locator(".bulk-actions button", new Page.LocatorOptions().setHasText("Propose"))
                    .click();
            assertThat(page.locator("dialog button.primary")).hasText("Propose for 40 breaks");
            page.fill("dialog textarea", "Rounding of the bank.");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).containsText("2 done, 1 refused");
            assertThat(service.sent())
                    .containsExactly(
                            "POST breaks/bulk {\"filter\":{\"minSeverity\":\"HIGH\",\"state\":\"UNRESOLVED\"},\"count\":40,"
                                    + "\"action\":{\"type\":\"PROPOSE\",\"kind\":\"FORCE_MATCH\",\"reason\":\"Rounding of the bank.\"}}");
        }
    }

    @Test
    void an_own_proposal_cannot_be_decided_and_the_page_says_why() throws IOException {
        try (CannedService service = desk("approvals?open=4")) {
            Page page = service.page();
            assertThat(page.locator(".own-proposal")).containsText("nobody approves an own proposal");
            assertThat(page.locator(".decision")).hasCount(0);
        }
    }

    @Test
    void the_proposal_of_another_is_decided_with_its_evidence_in_sight() throws IOException {
        try (CannedService service = desk("approvals?open=3")) {
            service.say("POST proposals/3/decision", DeskAnswers.all().get("proposals/3"));
            Page page = service.page();
            assertThat(page.locator(".detail-card table.compare")).isVisible();
            page.locator(".decision button.primary").click();
            page.fill("dialog textarea", "Advice of the bank seen.");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent())
                    .containsExactly(
                            "POST proposals/3/decision {\"approve\":true,\"reason\":\"Advice of the bank seen.\"}");
            service.photograph("approvals-light");
        }
    }

    @Test
    void a_file_is_read_line_by_line_and_counts_only_when_taken_in() throws IOException {
        try (CannedService service = desk("statements")) {
            Page page = service.page();
            choose(page, "day.sta");
            Locator result = page.locator(".upload-result");
            assertThat(result).containsText("2 entries of 1 statement would go in, 1 would not. Nothing counts yet.");
            assertThat(result).containsText("1 missing before it");
            assertThat(result.locator(".check-lines tr[data-index] .check-pass"))
                    .hasCount(2);
            assertThat(result.locator(".check-lines tr[data-index='2']"))
                    .containsText("The amount has more decimals than the asset.");
            assertThat(result.locator(".check-lines tr[data-index='3']")).containsText("The date is not a date.");
            service.photograph("check-light");
            assertThat(service.sent()).hasSize(1).first().asString().startsWith("POST statements/check");
            result.locator("button.primary").click();
            assertThat(result).containsText("went in");
            assertThat(service.sent()).hasSize(2);
        }
    }

    @Test
    void choosing_another_file_takes_the_result_of_the_one_before_away() throws IOException {
        try (CannedService service = desk("statements")) {
            Page page = service.page();
            choose(page, "first.sta");
            assertThat(page.locator(".upload-result")).containsText("would go in");
            // The answer for the second file comes late, and is overtaken by a third: neither the first nor the second
            // may stand there.
            page.evaluate("""
                    () => {
                      const { fetch } = window;
                      window.fetch = (path, ...rest) =>
                        String(path).includes('second') ? new Promise((ok) => { window.late = () => ok(fetch(path, ...rest)); }) : fetch(path, ...rest);
                    }
                    """);
            choose(page, "second.sta");
            assertThat(page.locator(".upload-result")).hasCount(1);
            assertThat(page.locator(".upload-result")).containsText("second.sta is being read");
            assertThat(page.locator(".upload-results")).not().containsText("would go in");
            choose(page, "third.sta");
            assertThat(page.locator(".upload-result")).containsText("third.sta 2 entries");
            page.waitForResponse(
                    response -> response.url().contains("second"), () -> page.evaluate("() => { window.late(); }"));
            assertThat(page.locator(".upload-result")).hasCount(1);
            assertThat(page.locator(".upload-results")).not().containsText("second.sta");
        }
    }

    @Test
    void rules_are_written_by_forms_compared_and_proposed_for_another_to_approve() throws IOException {
        try (CannedService service = desk("rules?version=3")) {
            Page page = service.page();
            assertThat(page.locator(".rule-changes > li[data-key=cents]")).containsText("Changed");
            assertThat(page.locator(".rule-changes > li[data-key=batches]")).containsText("Added");
            assertThat(page.locator(".dry-run-strip")).containsText("31");
            service.photograph("rules-light");
            page.locator(".head-actions button").click();
            page.locator("[data-key='rule-0-tolerance.amountMinor'] input").fill("7");
            page.locator("[data-key='rule-0-tolerance.amountMinor'] input").blur();
            page.locator("button[aria-label='Move fields up']").click();
            page.locator("button[aria-label='Remove fx']").click();
            page.locator(".rule-editor button.primary").click();
            page.fill("dialog textarea", "Seven cents.");
            service.say("POST rule-sets", "{\"version\": 4}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent())
                    .containsExactly(
                            "POST rule-sets {\"note\":\"Seven cents.\",\"ruleSet\":{\"rules\":["
                                    + "{\"name\":\"fields\",\"type\":\"FIELDS\",\"mode\":\"SUGGEST\",\"tolerance\":{\"businessDays\":2}},"
                                    + "{\"name\":\"cents\",\"type\":\"REFERENCE\",\"mode\":\"AUTOMATIC\",\"tolerance\":{\"amountMinor\":7}},"
                                    + "{\"name\":\"batches\",\"type\":\"GROUP\",\"mode\":\"AUTOMATIC\",\"by\":[\"VALUE_DATE\"]}]}}");
        }
    }

    @Test
    void a_suggestion_is_accepted_with_its_reason_in_sight() throws IOException {
        try (CannedService service = desk("approvals?view=suggestions&open=2")) {
            Page page = service.page();
            assertThat(page.locator(".detail-card")).containsText("value date 1 business day apart");
            page.locator(".decision button.primary").click();
            page.fill("dialog textarea", "Checked.");
            service.say("POST suggestions/2/acceptance", "{}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent()).containsExactly("POST suggestions/2/acceptance {\"reason\":\"Checked.\"}");
        }
    }

    private static void choose(Page page, String name) {
        page.setInputFiles(
                "input[type=file]", new FilePayload(name, "text/plain", "one line".getBytes(StandardCharsets.UTF_8)));
    }

    private static CannedService desk(String screen) throws IOException {
        return new CannedService(
                browser.browser(), files.address(), screen, ColorScheme.LIGHT, DeskAnswers.with(Map.of()));
    }
}
