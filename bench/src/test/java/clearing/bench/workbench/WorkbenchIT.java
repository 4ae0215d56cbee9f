package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.demo.SmallDay;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member's workbench in a real browser, over the real service, after a small day on the embedded ledger. */
class WorkbenchIT {
    private static InstalledBrowser browser;
    private static SmallDay day;
    private final List<WorkbenchPage> windows = new ArrayList<>();

    @BeforeAll
    static void run_a_day() throws Exception {
        browser = InstalledBrowser.start(WorkbenchIT.class);
        day = SmallDay.run();
    }

    @AfterAll
    static void close() throws Exception {
        if (day != null) {
            day.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void no_window_complained_or_asked_elsewhere() {
        for (WorkbenchPage window : windows) {
            assertThat(window.complaints()).isEmpty();
            assertThat(window.requestedElsewhere()).isEmpty();
            window.close();
        }
    }

    @Test
    void a_wrong_password_is_refused_with_the_services_sentence_and_code() {
        WorkbenchPage window = window(ColorScheme.LIGHT).open("overview").signIn("operator", "not-the-password");
        assertThat(window.page().locator(".form-problem")).containsText("SIGN_IN_FAILED");
        assertThat(window.page().locator(".bar")).hasCount(0);
    }

    @Test
    void the_overview_shows_every_balance_as_the_service_proves_it() throws Exception {
        WorkbenchPage window = signedIn("viewer", "overview", ColorScheme.LIGHT);
        window.page().waitForSelector("table.accounts");
        for (JsonNode account : day.get("/api/v1/accounts").path("items")) {
            Locator line = window.page()
                    .locator("tr[data-key='" + account.path("account").asText() + "/"
                            + account.path("asset").asText() + "/chain']");
            String text = line.innerText();
            assertThat(digits(text))
                    .contains(digits(account.path("chain").path("closing").asText()));
            assertThat(digits(line.locator(".proof-value").innerText()))
                    .isEqualTo(
                            account.path("state").asText().equals("NO_STATEMENT")
                                    ? ""
                                    : digits(account.path("proof").asText()));
        }
        window.photograph("overview-light");
    }

    @Test
    void matched_broken_and_pending_sum_to_the_entries_of_both_sides() {
        Page page = signedIn("viewer", "overview", ColorScheme.DARK).page();
        page.waitForSelector(".split-legend");
        long parts = page.locator(".split-legend b").allInnerTexts().stream()
                .mapToLong(text -> Long.parseLong(digits(text)))
                .sum();
        assertThat(page.locator(".kpi-wide .kpi-label")).hasText(Pattern.compile(grouped(parts) + " entries.*"));
    }

    @Test
    void a_trade_is_found_by_keyboard_and_opened_with_its_history_and_signatures() throws Exception {
        String reference = day.get("/api/v1/trades?state=SETTLED&limit=1")
                .path("items")
                .get(0)
                .path("reference")
                .asText();
        WorkbenchPage window = signedIn("viewer", "trades", ColorScheme.LIGHT);
        window.rows("trades");
        Page page = window.page();
        page.keyboard().press("/");
        page.keyboard().type(reference);
        page.keyboard().press("Enter");
        assertThat(window.rows("trades")).hasCount(1);
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator(".detail-head h2")).hasText(reference);
        assertThat(page.locator(".history li").last()).containsText("Settled");
        assertThat(page.locator(".transaction").first()).containsText("VALID");
        assertThat(page.locator(".transaction").first()).containsText("Re-computed");
        assertThat(page.locator(".transaction").first()).containsText("Endorsed by");
        window.photograph("trade-light");
        page.keyboard().press("Escape");
        assertThat(page.locator(".detail-card")).hasCount(0);
    }

    @Test
    void only_the_visible_rows_of_a_long_list_are_in_the_page() {
        WorkbenchPage window = signedIn("viewer", "trades", ColorScheme.LIGHT);
        window.rows("trades");
        window.page().keyboard().press("j");
        window.page().keyboard().press("End");
        assertThat(window.page().locator("#trades tr.active")).hasAttribute("data-index", Pattern.compile("[1-9]\\d+"));
        assertThat(window.rows("trades").count()).isLessThan(80);
    }

    @Test
    void each_kind_of_break_opens_with_both_sides_and_its_differing_fields_marked() throws Exception {
        JsonNode counts = day.get("/api/v1/breaks?limit=1").path("counts");
        assertThat(counts.size()).isPositive();
        WorkbenchPage window = signedIn("viewer", "breaks?state=ALL", ColorScheme.LIGHT);
        window.rows("breaks");
        Page page = window.page();
        for (var kind : counts.properties()) {
            window.open("breaks?state=ALL&kind=" + kind.getKey());
            assertThat(page.locator(".facet .kind-bars a.chosen .num"))
                    .hasText(grouped(kind.getValue().asLong()));
            window.rows("breaks");
            // The rows of the kind before stand until those of this one have come.
            page.waitForFunction(
                    "ids => ids.includes(document.querySelector('#breaks tr[data-key]')?.dataset.key)",
                    ids("/api/v1/breaks?limit=200&kind=" + kind.getKey()));
            window.rows("breaks").first().click();
            page.waitForSelector("table.compare");
            String id = page.url().replaceAll(".*open=(\\d+).*", "$1");
            JsonNode detail = day.get("/api/v1/breaks/" + id);
            assertThat(detail.path("break").path("kind").asText()).isEqualTo(kind.getKey());
            assertThat(page.locator("table.compare tr.differs"))
                    .hasCount(detail.path("differences").size());
            assertThat(page.locator(".break-sentence"))
                    .hasText(detail.path("break").path("sentence").asText());
        }
        window.photograph("break-light");
    }

    private List<String> ids(String list) throws Exception {
        List<String> ids = new ArrayList<>();
        day.get(list).path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void work_on_a_break_reaches_a_colleagues_window_without_a_reload() {
        WorkbenchPage colleague = signedIn("viewer", "breaks", ColorScheme.DARK);
        String key = colleague.rows("breaks").first().getAttribute("data-key");
        Locator theirs = colleague.page().locator("#breaks tr[data-key='" + key + "']");
        assertThat(theirs).not().containsText("approver");
        WorkbenchPage worker = signedIn("operator", "breaks?open=" + key, ColorScheme.LIGHT);
        worker.page().selectOption(".detail-body select[aria-label=With]", "approver");
        assertThat(theirs).containsText("approver");
        colleague.photograph("breaks-dark");
    }

    @Test
    void hostile_text_in_a_comment_stays_text() {
        WorkbenchPage window = signedIn("operator", "breaks", ColorScheme.LIGHT);
        window.rows("breaks").last().click();
        String hostile = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>\u202E";
        window.page().fill(".comment textarea", hostile);
        window.page().click(".comment button");
        assertThat(window.page().locator(".history-text").last()).hasText(hostile);
        assertThat(window.page().evaluate("window.harmed === undefined")).isEqualTo(true);
        assertThat(window.page().locator(".history img, .history script")).hasCount(0);
    }

    @Test
    void a_malformed_statement_is_refused_with_its_place_and_changes_nothing() throws Exception {
        int before = day.get("/api/v1/statements").path("items").size();
        WorkbenchPage window = signedIn("operator", "statements", ColorScheme.LIGHT);
        window.rows("statements");
        String bomb =
                "<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<Document>&b;</Document>\n";
        window.page()
                .setInputFiles(
                        "input[type=file]",
                        new FilePayload("bomb.xml", "text/xml", bomb.getBytes(StandardCharsets.UTF_8)));
        Locator result = window.page().locator(".upload-result");
        assertThat(result).containsText("Nothing of it would go in");
        assertThat(result.locator(".check-lines tr[data-index='0'] td").nth(1)).hasText("2");
        assertThat(result.locator("button.primary")).hasCount(0);
        window.photograph("upload-refused");
        assertThat(day.get("/api/v1/statements").path("items").size()).isEqualTo(before);
    }

    @Test
    void a_viewer_is_offered_no_action_and_the_service_refuses_one_all_the_same() {
        WorkbenchPage window = signedIn("viewer", "statements", ColorScheme.LIGHT);
        window.rows("statements");
        assertThat(window.page().locator(".drop")).hasCount(0);
        window.open("breaks").rows("breaks").first().click();
        window.page().waitForSelector("table.compare");
        assertThat(window.page().locator(".detail-body form, .detail-body select"))
                .hasCount(0);
        Object token = window.page().evaluate("async () => (await (await fetch('/api/v1/session')).json()).csrfToken");
        APIResponse refused = window.page()
                .request()
                .post(
                        day.address() + "/api/v1/close-day?asOf=2026-01-01",
                        RequestOptions.create().setHeader("X-CSRF-Token", String.valueOf(token)));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void an_ended_session_leads_to_the_sign_in_and_back_to_the_same_place() {
        WorkbenchPage window = signedIn("viewer", "trades?state=SETTLED", ColorScheme.LIGHT);
        window.rows("trades");
        window.page().context().clearCookies();
        window.page().keyboard().press("g");
        window.page().keyboard().press("l");
        assertThat(window.page().locator(".sign-in .note")).containsText("session is over");
        window.signIn("viewer", day.password("viewer")).rows("blocks");
        assertThat(window.heading()).hasText("Ledger");
    }

    @Test
    void a_waiting_trade_says_which_member_lacks_how_much_of_what() throws Exception {
        JsonNode queue = day.get("/api/v1/waiting");
        JsonNode first = queue.path("items").get(0);
        JsonNode reason = first.path("why").get(0);
        assertThat(first.path("trade").path("reference").asText()).isEqualTo("EV-URGENT");
        assertThat(reason.path("kind").asText()).isEqualTo("LACKING");
        WorkbenchPage window = signedIn("viewer", "overview", ColorScheme.LIGHT);
        Page page = window.page();
        page.keyboard().press("g");
        page.keyboard().press("q");
        assertThat(window.rows("queue")).hasCount(queue.path("items").size());
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator(".detail-head h2")).hasText("EV-URGENT");
        assertThat(page.locator(".why li")).hasCount(first.path("why").size());
        String said = page.locator(".why li").first().innerText();
        assertThat(said).contains("Harbour Brokers lacks");
        assertThat(digits(said)).startsWith(digits(reason.path("missing").asText()));
        assertThat(page.locator(".history li").last()).containsText("Affirmed");
        window.photograph("settlement-light");
        page.keyboard().press("Escape");
        assertThat(page.locator(".detail-card")).hasCount(0);
        assertThat(page.locator(".kpi-value").first())
                .hasText(grouped(queue.path("counts").path("all").asLong()));
    }

    @Test
    void choosing_a_short_position_leaves_the_trades_that_wait_for_it() throws Exception {
        WorkbenchPage window = signedIn("viewer", "settlement", ColorScheme.DARK);
        window.rows("queue");
        JsonNode lotus = null;
        for (JsonNode shortage : day.get("/api/v1/waiting").path("shortages")) {
            if (shortage.path("member").asText().equals("LotusSecurities")
                    && shortage.path("asset").asText().equals("CNY")) {
                lotus = shortage;
            }
        }
        assertThat(lotus).isNotNull();
        Locator choice = window.page()
                .locator(".shortages li[data-key='LotusSecurities/"
                        + lotus.path("account").asText() + "/CNY'] button");
        assertThat(digits(choice.innerText()))
                .contains(digits(lotus.path("missing").asText()));
        choice.focus();
        window.page().keyboard().press("Space");
        assertThat(choice).hasAttribute("aria-pressed", "true");
        assertThat(window.page().locator("#queue tr[data-index]")).hasCount(2);
        assertThat(window.rows("queue").first()).containsText("Lotus Securities lacks");
        window.photograph("settlement-dark");
        window.page().keyboard().press("Space");
        assertThat(choice).hasAttribute("aria-pressed", "false");
    }

    @Test
    void what_settles_leaves_the_open_queue_without_a_reload() throws Exception {
        WorkbenchPage window = signedIn("viewer", "settlement", ColorScheme.LIGHT);
        window.rows("queue");
        Locator next = window.page().locator("#queue tr", new Page.LocatorOptions().setHasText("EV-NEXT"));
        assertThat(next).containsText("Settles next");
        day.settle();
        assertThat(next).hasCount(0);
        assertThat(window.page().locator("#queue tr", new Page.LocatorOptions().setHasText("EV-LATER")))
                .containsText("Not due before");
        assertThat(window.page().locator("#queue tr", new Page.LocatorOptions().setHasText("EV-HELD")))
                .containsText("Held by Harbour Brokers");
    }

    @Test
    void the_liquidity_of_each_position_stands_there_as_the_service_sums_it_up() throws Exception {
        WorkbenchPage window = signedIn("viewer", "overview", ColorScheme.LIGHT);
        Page page = window.page();
        page.keyboard().press("g");
        page.keyboard().press("i");
        page.waitForSelector("table.liquidity tbody tr[data-key]");
        JsonNode liquidity = day.get("/api/v1/liquidity");
        for (JsonNode item : liquidity.path("items")) {
            Locator line = page.locator("tr[data-key='HarbourBrokers/"
                    + item.path("account").asText() + "/" + item.path("asset").asText() + "']");
            String text = digits(line.innerText());
            for (String figure : List.of("turnover", "used", "saved", "opening")) {
                assertThat(text)
                        .as(item + " " + figure)
                        .contains(digits(item.path(figure).asText()));
            }
            if (item.path("points").size() > 0) {
                String spoken = line.locator(".step-chart").getAttribute("aria-label");
                assertThat(digits(spoken)).contains(digits(item.path("opening").asText()));
            }
        }
        assertThat(page.locator(".totals tbody tr")).hasCount((int) liquidity
                .path("totals")
                .valueStream()
                .filter(total -> total.path("trades").asLong() > 0)
                .count());
        window.photograph("liquidity-light");
        page.selectOption(".head-actions select", "*");
        assertThat(page.locator("table.liquidity .group").first()).containsText("Harbour Brokers, ");
        assertThat(page.locator("table.liquidity")).containsText("Lotus Securities, house account");
    }

    private WorkbenchPage window(ColorScheme colours) {
        WorkbenchPage window = new WorkbenchPage(browser.browser(), day.address(), colours);
        windows.add(window);
        return window;
    }

    private WorkbenchPage signedIn(String user, String screen, ColorScheme colours) {
        return window(colours).open(screen).signIn(user, day.password(user)).awaitScreen();
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    private static String grouped(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }
}
