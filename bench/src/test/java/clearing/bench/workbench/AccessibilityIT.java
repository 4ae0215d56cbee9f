package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen as axe-core judges it, in both themes and both languages, and a person who has a keyboard and nothing else. */
class AccessibilityIT {
    private static final List<String> SCREENS = List.of(
            "overview",
            "trades",
            "settlement",
            "liquidity",
            "cycles",
            "revenue",
            "breaks",
            "breaks?open=2",
            "breaks?open=3",
            "shared?open=HarbourBrokers%2FBRK-2",
            "shared?open=LotusBank%2FB%2F7",
            "shared?view=anchors",
            "approvals?open=3",
            "approvals?view=suggestions&open=2",
            "rules?version=3",
            "policy?version=4",
            "policy?view=mandates",
            "statements?open=4",
            "entries?open=1",
            "entries?side=books",
            "ledger",
            "audit");
    private static final String JUDGE = """
            async () => (await axe.run(document)).violations.map((found) =>
                `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`)
            """;

    private static InstalledBrowser browser;
    private static StaticWorkbench files;
    private static String axe;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(AccessibilityIT.class);
        files = new StaticWorkbench();
        try (InputStream script = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            files.close();
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT", "en-GB, DARK", "zh-CN, LIGHT", "zh-CN, DARK"})
    void axe_finds_nothing_on_any_screen(String locale, ColorScheme colours) throws IOException {
        List<String> found = new ArrayList<>();
        try (CannedService service = desk("overview", colours, locale)) {
            Page page = service.page();
            page.evaluate(axe);
            for (String screen : SCREENS) {
                page.evaluate("(screen) => { location.hash = '#/' + screen; }", screen);
                page.waitForSelector("main[data-key='" + screen.replaceAll("\\?.*", "") + "'] #heading");
                assertThat(page.locator(".skeleton")).hasCount(0);
                ((List<?>) page.evaluate(JUDGE)).forEach(one -> found.add(screen + " " + one));
            }
            assertThat(service.complaints()).isEmpty();
        }
        assertThat(found).isEmpty();
    }

    @Test
    void axe_finds_nothing_in_what_opens_over_a_screen() throws IOException {
        List<String> found = new ArrayList<>();
        try (CannedService service = desk("breaks?open=2", ColorScheme.LIGHT, "en-GB")) {
            Page page = service.page();
            page.evaluate(axe);
            page.keyboard().press("?");
            ((List<?>) page.evaluate(JUDGE)).forEach(one -> found.add("help " + one));
            page.keyboard().press("Escape");
            page.locator("text=Propose a resolution").click();
            page.check("dialog input[value=ADJUSTMENT]");
            ((List<?>) page.evaluate(JUDGE)).forEach(one -> found.add("proposal " + one));
            page.keyboard().press("Escape");
            page.locator(".saved-filters summary").click();
            ((List<?>) page.evaluate(JUDGE)).forEach(one -> found.add("filters " + one));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whatever_has_the_focus_shows_it() throws IOException {
        try (CannedService service = desk("breaks?open=3", ColorScheme.LIGHT, "en-GB")) {
            Page page = service.page();
            page.waitForSelector("table.compare");
            List<String> unseen = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                page.keyboard().press("Tab");
                Object hidden = page.evaluate("""
                        () => {
                          const at = document.activeElement;
                          if (at === document.body) return null;
                          const frames = [at, at.closest('label'), at.closest('.list-card'), at.closest('data-table')];
                          const shown = frames.some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
                          return shown ? null : at.outerHTML.slice(0, 120);
                        }
                        """);
                if (hidden != null) {
                    unseen.add(hidden.toString());
                }
            }
            assertThat(unseen).isEmpty();
        }
    }

    @Test
    void the_keyboard_alone_chooses_breaks_and_assigns_them() throws IOException {
        try (CannedService service = desk("overview", ColorScheme.LIGHT, "en-GB")) {
            Page page = service.page();
            page.keyboard().press("g");
            page.keyboard().press("b");
            page.waitForSelector("#breaks tr[data-index='3']");
            for (String key : List.of("j", "x", "Shift+J", "Shift+J", "j", "j", "x")) {
                page.keyboard().press(key);
            }
            assertThat(page.locator(".bulk-bar b")).hasText("4 selected");
            page.keyboard().press("Shift+A");
            assertThat(page.locator("dialog h2")).hasText("Assign 4 breaks");
            page.keyboard().press("o"); // the select has the focus: operator
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog")).containsText("2 done, 1 refused");
            assertThat(page.locator("dialog")).containsText("The break is resolved.");
            assertThat(service.sent())
                    .containsExactly(
                            "POST breaks/bulk {\"ids\":[1,2,3,5],\"action\":{\"type\":\"ASSIGN\",\"assignee\":\"operator\"}}");
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".bulk-bar")).hasCount(0);
        }
    }

    @Test
    void nothing_moves_for_those_who_asked_for_less_motion() throws IOException {
        try (CannedService service = desk("overview", ColorScheme.LIGHT, "en-GB")) {
            Object moving = service.page().evaluate("""
                    () => [...document.querySelectorAll('*')].filter((each) => {
                      const style = getComputedStyle(each);
                      return parseFloat(style.animationDuration) > 0.01 || parseFloat(style.transitionDuration) > 0.01;
                    }).length
                    """);
            assertThat(moving).isEqualTo(0);
        }
    }

    private static CannedService desk(String screen, ColorScheme colours, String locale) throws IOException {
        return new CannedService(
                browser.browser(), files.address(), screen, colours, locale, DeskAnswers.with(Map.of()));
    }
}
