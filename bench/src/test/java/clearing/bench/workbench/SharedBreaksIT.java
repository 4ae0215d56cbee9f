package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Breaks that belong to two, anchors and proofs in a real browser. */
class SharedBreaksIT {
    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(SharedBreaksIT.class);
        files = new StaticWorkbench();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            files.close();
            browser.close();
        }
    }

    private static CannedService service(String screen) throws IOException {
        return new CannedService(
                browser.browser(), files.address(), screen, ColorScheme.LIGHT, DeskAnswers.with(Map.of()));
    }

    @Test
    void the_list_says_whose_turn_it_is_and_who_is_late() throws IOException {
        try (CannedService service = service("shared")) {
            Page page = service.page();
            assertThat(page.locator(".screen-head .sub")).hasText("2 have not ended");
            Locator late = page.locator("#shared-breaks tr[data-index='0']");
            assertThat(late).containsText("LotusBank/B/7");
            assertThat(late).containsText("late");
            assertThat(late.locator("b")).hasText("Harbour Brokers: Answer (maker)");
            assertThat(page.locator("#shared-breaks tr[data-index='1']")).containsText("Lotus Bank: Sign (checker)");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void both_sides_stand_beside_each_other_with_what_is_missing_and_the_line_to_run() throws IOException {
        try (CannedService service = service("shared?open=HarbourBrokers%2FBRK-2")) {
            Page page = service.page();
            Locator sides = page.locator("table.shared-sides");
            assertThat(sides.locator("thead th").first()).containsText("Harbour Brokers (we)");
            Locator maker = sides.locator("tr[data-key=maker] td");
            assertThat(maker.nth(0)).hasText("not yet");
            assertThat(maker.nth(1).locator("code").first()).hasAttribute("title", "5a".repeat(32));
            assertThat(page.locator(".history li")).hasCount(5);
            assertThat(page.locator("[data-key='SIGN-MAKER'] .command-line"))
                    .hasText("clearing break sign HarbourBrokers/BRK-2 " + "5a".repeat(32)
                            + " --hand MAKER --profile PROFILE");
            page.locator(".shared-propose select").selectOption("WRITE_OFF");
            assertThat(page.locator(".shared-propose .command-line")).containsText("--amount 200.00");
            service.photograph("shared-light");
            page.keyboard().press("Escape");
            page.keyboard().press("Escape");
            assertThat(page.locator(".detail-card")).hasCount(0);
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void the_own_side_stands_first_where_the_other_opened_it() throws IOException {
        try (CannedService service = service("shared?open=LotusBank%2FB%2F7")) {
            Page page = service.page();
            Locator heads = page.locator("table.shared-sides thead th");
            assertThat(heads.first()).containsText("Harbour Brokers (we) Counterparty");
            assertThat(page.locator(".detail-body .text-bad").last())
                    .containsText("Escalated by Lotus Bank. Late then: Harbour Brokers.");
            assertThat(page.locator(".shared-turns .badge")).hasText("late");
        }
    }

    @Test
    void a_break_of_the_desk_leads_to_its_shared_part_and_one_that_is_not_shared_to_the_line() throws IOException {
        try (CannedService service = service("breaks?open=2")) {
            Page page = service.page();
            page.locator(".shared-list a").click();
            assertThat(page.locator("main")).hasAttribute("data-key", "shared");
            assertThat(page.locator(".detail-head h2")).hasText("HarbourBrokers/BRK-2");
            page.locator(".detail-card .shared-list a").click();
            assertThat(page.locator("main")).hasAttribute("data-key", "breaks");
            page.evaluate("() => { location.hash = '#/breaks?open=3'; }");
            assertThat(page.locator(".command-line")).containsText("clearing break open BRK-3 --with LotusBank");
            assertThat(service.complaints()).isEmpty();
        }
    }

    private static String errand(String state, String more) {
        return "{\"at\":\"2026-11-28T09:00:00Z\",\"action\":\"COMMENTED\",\"by\":\"ada\",\"text\":\"" + state
                + "\",\"shared\":true,\"errand\":{\"id\":1,\"state\":\"" + state
                + "\",\"attempts\":1,\"sharedBreak\":\"HarbourBrokers/BRK-2\",\"inWords\":false,\"hash\":\""
                + "5a".repeat(32)
                + "\",\"salt\":\"" + "a5".repeat(16) + "\"" + more + "}}";
    }

    @Test
    void where_the_service_carries_comments_each_tells_how_far_it_has_come() throws IOException {
        Map<String, String> answers = DeskAnswers.all();
        String history = String.join(
                ",",
                errand("WAITING", ",\"failure\":\"UNAVAILABLE\""),
                errand("SENT", ""),
                errand("DONE", ",\"block\":117"),
                errand(
                        "REFUSED",
                        ",\"code\":\"SHARED_BREAK_ENDED\",\"sentence\":\"The break is resolved or withdrawn.\""));
        answers.compute("breaks/2", (path, json) -> json.replace("\"history\":[", "\"history\":[" + history + ","));
        for (String path : List.of("breaks/2/shared", "breaks/3/shared")) {
            answers.compute(path, (each, json) -> json.replaceFirst("\\{", "{\"carried\":true,"));
        }
        try (CannedService service =
                new CannedService(browser.browser(), files.address(), "breaks?open=2", ColorScheme.LIGHT, answers)) {
            Page page = service.page();
            assertThat(page.locator("[data-key=errand-WAITING]")).containsText("UNAVAILABLE");
            assertThat(page.locator("[data-key=errand-SENT]")).containsText("waits for its block");
            assertThat(page.locator("[data-key=errand-DONE] a").first()).hasAttribute("href", "#/ledger?open=117");
            assertThat(page.locator("[data-key=errand-DONE]")).containsText("a5".repeat(16));
            assertThat(page.locator("[data-key=errand-REFUSED]")).containsText("SHARED_BREAK_ENDED");
            for (String state : List.of("WAITING", "SENT", "REFUSED")) {
                assertThat(page.locator("[data-key=errand-" + state + "]"))
                        .not()
                        .containsText("a5a5");
            }
            assertThat(page.locator(".sharing-how")).isHidden();
            page.locator("input[name=shared]").check();
            assertThat(page.locator(".sharing-how")).containsText("all members can read");
            page.locator("[data-key=errand-WAITING]").scrollIntoViewIfNeeded();
            service.photograph("carried-comments-light");
            page.evaluate("() => { location.hash = '#/breaks?open=3'; }");
            assertThat(page.locator("[data-key=unshared]")).isVisible();
            assertThat(page.locator("input[name=shared]")).hasCount(0);
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void a_sum_that_is_not_the_position_is_marked() throws IOException {
        try (CannedService service = service("shared?view=anchors")) {
            Page page = service.page();
            Locator card = page.locator(".anchor-card").first();
            assertThat(card.locator(".badge").last()).hasText("1 sum is not the position");
            assertThat(card.locator("tbody tr").nth(0)).containsText("agrees");
            assertThat(card.locator("tbody tr").nth(1).locator(".check-fail")).containsText("24.50");
            assertThat(card.locator("tbody tr").nth(2)).containsText("not known");
            assertThat(page.locator(".anchor-card").nth(1)).containsText("Superseded");
            service.photograph("anchors-light");
        }
    }

    @Test
    void a_proof_is_kept_as_a_file_and_a_refusal_stands_beside_the_button() throws IOException {
        try (CannedService service = service("breaks?open=2")) {
            Page page = service.page();
            Locator button = page.locator(".proof-file button").first();
            button.click();
            assertThat(page.locator(".proof-file .problem")).isVisible();
            String entry =
                    String.valueOf(page.locator(".proof-line").first().evaluate("node => node.dataset.key ?? ''"));
            String proof = "{\"format\": \"clearing-result/1\"}";
            page.route(
                    "**/book-entries/*/proof",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(proof)));
            Download kept = page.waitForDownload(button::click);
            assertThat(kept.suggestedFilename())
                    .startsWith("proof-")
                    .endsWith(".json")
                    .contains(entry);
            assertThat(Files.readString(kept.path())).isEqualTo(proof);
        }
    }
}
