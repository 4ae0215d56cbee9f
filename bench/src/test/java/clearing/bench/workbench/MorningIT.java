package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.demo.MorningDay;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A whole morning of two people at a member's desk, by keyboard, on a real service with real books, from the statement to the evidence pack that a
 * stranger verifies. Each step goes on where the one before ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MorningIT {
    private static final String ASSET = "HKD";
    private static final String JUDGE = """
            async () => (await axe.run(document)).violations.map((found) =>
                `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`)
            """;

    private static InstalledBrowser browser;
    private static MorningDay day;
    private static WorkbenchPage maker;
    private static WorkbenchPage checker;
    private static String axe;
    private static String breakId = "";
    private static String reference = "";
    private static final List<String> FOUND = new ArrayList<>();

    @BeforeAll
    static void trade_a_day() throws Exception {
        browser = InstalledBrowser.start(MorningIT.class);
        day = MorningDay.run();
        try (InputStream script = MorningIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        maker = new WorkbenchPage(browser.browser(), day.address(), ColorScheme.LIGHT).open("overview");
        checker = new WorkbenchPage(browser.browser(), day.address(), ColorScheme.LIGHT).open("overview");
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
        for (WorkbenchPage window : List.of(maker, checker)) {
            assertThat(window.complaints()).isEmpty();
            assertThat(window.requestedElsewhere()).isEmpty();
        }
        assertThat(FOUND).as("found by axe").isEmpty();
    }

    @Test
    @Order(1)
    void the_maker_signs_in_by_keyboard() {
        signIn(maker, "operator");
        assertThat(maker.page().locator(".bar nav")).isVisible();
        judge(maker, "overview");
    }

    @Test
    @Order(2)
    void a_statement_with_a_fault_is_refused_with_its_line_and_nothing_counts() throws Exception {
        String whole = Files.readString(day.statement(ASSET));
        Path faulty = Files.createTempDirectory("morning").resolve("HOUSE-HKD.xml");
        int entry = whole.indexOf("<Ntry>");
        Files.writeString(
                faulty,
                whole.substring(0, entry)
                        + whole.substring(entry).replaceFirst("(<Amt Ccy=\"HKD\">)[0-9.]+(</Amt>)", "$112x.00$2"));
        go(maker, "s", "statements");
        choose(maker, faulty);
        Locator result = maker.page().locator(".upload-result");
        assertThat(result).not().containsText("is being read");
        Locator lines = result.locator(".check-lines tr[data-index]");
        assertThat(lines.first()).isVisible();
        assertThat(result.locator(".check-lines")).containsText("Not a plain decimal number");
        judge(maker, "statement with a fault");
        maker.photograph("morning-refused");
        assertThat(day.get("/api/v1/statements").path("items").size()).isZero();
        assertThat(day.get("/api/v1/breaks?limit=1").path("items").size()).isZero();
    }

    @Test
    @Order(3)
    void the_right_one_is_taken_in_and_the_overview_proves_the_balance() throws Exception {
        choose(maker, day.statement(ASSET));
        Locator result = maker.page().locator(".upload-result");
        assertThat(result.locator("button.primary")).isVisible();
        tabTo(maker, ".upload-result button.primary");
        maker.page().keyboard().press("Enter");
        assertThat(result).containsText("went in");
        judge(maker, "statement taken in");
        assertThat(day.get("/api/v1/statements").path("items").size()).isEqualTo(1);

        go(maker, "o", "overview");
        maker.page().waitForSelector("table.accounts");
        JsonNode account = account();
        Locator line = maker.page().locator("tr[data-key='HOUSE/" + ASSET + "/chain']");
        assertThat(digits(line.locator(".proof-value").innerText()))
                .isEqualTo(digits(account.path("proof").asText()));
        assertThat(line).containsText("Explained");
        maker.photograph("morning-overview");
        judge(maker, "overview with a balance");
    }

    @Test
    @Order(4)
    void a_break_is_filtered_reviewed_commented_and_proposed() throws Exception {
        Page page = maker.page();
        go(maker, "b", "breaks");
        maker.rows("breaks");
        tabTo(maker, ".facet a[href*='DATE_DIFFERS']");
        page.keyboard().press("Enter");
        assertThat(page.locator(".facet .kind-bars a.chosen")).containsText("Date differs");
        maker.rows("breaks");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForSelector("table.compare");
        assertThat(page.locator("table.compare tr.differs")).not().hasCount(0);
        breakId = page.url().replaceAll(".*open=(\\d+).*", "$1");
        reference = day.get("/api/v1/breaks/" + breakId)
                .path("break")
                .path("reference")
                .asText();
        judge(maker, "opened break");

        tabTo(maker, ".comment textarea");
        page.keyboard().type("The bank confirms its amount by telephone. 已与银行核对。");
        tabTo(maker, ".comment button");
        page.keyboard().press("Enter");
        assertThat(page.locator(".history-text").last()).containsText("已与银行核对");

        tabTo(maker, "#breaks table, #breaks, #breaks [tabindex]");
        page.keyboard().press("x");
        assertThat(page.locator(".bulk-bar b")).hasText("1 selected");
        page.keyboard().press("Shift+P");
        assertThat(page.locator("dialog h2")).isVisible();
        judge(maker, "proposal of a break");
        tabTo(maker, "dialog textarea");
        page.keyboard().type("Within the tolerance that the bank and we agreed.");
        tabTo(maker, "dialog button.primary");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).containsText("1 done");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".detail-body .own-proposal")).isVisible();
        maker.photograph("morning-break");
    }

    @Test
    @Order(5)
    void who_proposed_cannot_approve() throws Exception {
        Page page = maker.page();
        go(maker, "p", "approvals");
        maker.rows("proposals");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator(".own-proposal")).containsText("nobody approves an own proposal");
        assertThat(page.locator(".decision")).hasCount(0);
        int proposal = proposal().path("id").asInt();
        Object status = page.evaluate("""
                async (id) => {
                  const { csrfToken } = await (await fetch('/api/v1/session')).json();
                  return (await fetch(`/api/v1/proposals/${id}/decision`, { method: 'POST',
                    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken },
                    body: JSON.stringify({ approve: true, reason: 'Mine.' }) })).status;
                }
                """, proposal);
        assertThat(status).isEqualTo(403);
        assertThat(proposal().path("state").asText()).isEqualTo("PENDING");
    }

    @Test
    @Order(6)
    void another_person_approves_from_the_queue_in_chinese_and_the_break_closes() throws Exception {
        signIn(checker, "approver");
        Page page = checker.page();
        page.locator("button.language").click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        go(checker, "p", "approvals");
        checker.rows("proposals");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator(".detail-card table.compare")).isVisible();
        judge(checker, "approvals in Chinese");
        checker.photograph("morning-approval-zh");
        tabTo(checker, ".decision button.primary");
        page.keyboard().press("Enter");
        tabTo(checker, "dialog textarea");
        page.keyboard().type("已核对银行回单。");
        tabTo(checker, "dialog button.primary");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(day.get("/api/v1/breaks/" + breakId)
                        .path("break")
                        .path("state")
                        .asText())
                .isEqualTo("RESOLVED");
        maker.open("breaks?state=ALL&open=" + breakId);
        assertThat(maker.page().locator(".detail-body")).containsText("Resolved");
    }

    @Test
    @Order(7)
    void the_day_is_closed() throws IOException {
        Page page = maker.page();
        go(maker, "b", "breaks");
        page.locator("button", new Page.LocatorOptions().setHasText("Close day"))
                .focus();
        page.keyboard().press("Enter");
        page.locator("dialog input[type=date]").fill(day.date());
        tabTo(maker, "dialog button.primary");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog h2")).containsText("is closed");
        judge(maker, "closed day");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    @Order(8)
    void exported_amounts_are_numbers() throws IOException {
        Page page = maker.page();
        maker.open("breaks?state=ALL");
        maker.rows("breaks");
        List<String> csv = Files.readAllLines(download("Export CSV").path(), StandardCharsets.UTF_8);
        List<String> heading = List.of(csv.getFirst().split(","));
        int difference = heading.indexOf("difference");
        assertThat(difference).isNotNegative();
        assertThat(csv.subList(1, csv.size()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(cells(line).get(difference)).matches("-?\\d+(\\.\\d+)?"));

        String sheet = sheet(download("Export Excel").path());
        Matcher numbers = Pattern.compile("<c [^>]*?(?:t=\"n\")?[^>]*><v>-?\\d+\\.\\d+</v></c>")
                .matcher(sheet);
        assertThat(numbers.results().count()).isGreaterThanOrEqualTo(csv.size() - 1L);
        assertThat(sheet).doesNotContain("<f>");
        assertThat(page.locator(".export .small-note")).isVisible();
    }

    @Test
    @Order(9)
    void the_evidence_pack_verifies_offline_and_a_changed_byte_is_refuted() throws Exception {
        Path certificate = day.prove(ASSET, reference);
        Page page = maker.page();
        maker.open("breaks?state=ALL&open=" + breakId);
        page.waitForSelector(".evidence-pack a");
        page.setInputFiles(".detail-body input[type=file]", certificate);
        assertThat(page.locator(".attachments li")).containsText("certificate.json");
        judge(maker, "resolved break");
        Download download = page.waitForDownload(() -> {
            tabTo(maker, ".evidence-pack a");
            page.keyboard().press("Enter");
        });
        Path pack = Files.createTempDirectory("morning").resolve(download.suggestedFilename());
        download.saveAs(pack);
        byte[] pdf = Files.readAllBytes(pack);
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .contains("clearing-result")
                .contains("evidence.json");
        assertThat(day.verify(pack)).isZero();

        int inCertificate = new String(pdf, StandardCharsets.ISO_8859_1).indexOf("\"anchor\" : \"") + 400;
        pdf[inCertificate] ^= 1;
        Files.write(pack, pdf);
        assertThat(day.verify(pack)).isNotZero();
        Files.copy(
                download.path(),
                Path.of("target", "screenshots", "evidence-pack.pdf"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        maker.photograph("morning-evidence");
    }

    private static void signIn(WorkbenchPage window, String user) {
        Page page = window.page();
        page.waitForSelector("input[name=user]");
        tabTo(window, "input[name=user]");
        page.keyboard().type(user);
        page.keyboard().press("Tab");
        page.keyboard().type(day.password(user));
        page.keyboard().press("Enter");
        window.awaitScreen();
    }

    private static void go(WorkbenchPage window, String key, String screen) {
        window.page().keyboard().press("Escape");
        window.page().evaluate("() => document.activeElement?.blur()");
        window.page().keyboard().press("g");
        window.page().keyboard().press(key);
        window.page().waitForSelector("main[data-key='" + screen + "'] #heading");
    }

    private static void choose(WorkbenchPage window, Path file) {
        FileChooser chooser = window.page().waitForFileChooser(() -> {
            tabTo(window, "input[type=file]");
            window.page().keyboard().press("Enter");
        });
        chooser.setFiles(file);
    }

    /** Moves the focus as a person does who has a keyboard and nothing else. */
    private static void tabTo(WorkbenchPage window, String selector) {
        window.page()
                .waitForSelector(
                        selector,
                        new Page.WaitForSelectorOptions()
                                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        for (int step = 0; step < 150; step++) {
            Object there = window.page().evaluate("(s) => document.activeElement.matches(s)", selector);
            if (Boolean.TRUE.equals(there)) {
                return;
            }
            window.page().keyboard().press("Tab");
        }
        throw new AssertionError("The keyboard does not reach " + selector);
    }

    private static void judge(WorkbenchPage window, String where) {
        window.page().evaluate(axe);
        ((List<?>) window.page().evaluate(JUDGE)).forEach(one -> FOUND.add(where + ": " + one));
    }

    private static Download download(String button) {
        Page page = maker.page();
        return page.waitForDownload(() -> page.locator("button", new Page.LocatorOptions().setHasText(button))
                .press("Enter"));
    }

    private static JsonNode account() throws IOException, InterruptedException {
        for (JsonNode account : day.get("/api/v1/accounts").path("items")) {
            if (account.path("account").asText().equals("HOUSE")
                    && account.path("asset").asText().equals(ASSET)) {
                return account;
            }
        }
        throw new AssertionError("there is no such account");
    }

    private static JsonNode proposal() throws IOException, InterruptedException {
        return day.get("/api/v1/proposals?breakId=" + breakId).path("items").get(0);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher each =
                Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)|([^,]*)(?:,|$)").matcher(line);
        while (each.find() && each.end() > each.start()) {
            cells.add(each.group(1) == null ? each.group(2) : each.group(1));
        }
        return cells;
    }

    private static String sheet(Path workbook) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile());
                InputStream sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
