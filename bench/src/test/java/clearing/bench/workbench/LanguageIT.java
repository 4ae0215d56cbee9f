package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The language of the page in a real browser: chosen in the bar, kept, and used for words, dates and numbers. */
class LanguageIT {
    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(LanguageIT.class);
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
    void the_language_that_is_chosen_stays_and_the_place_with_it() {
        try (CannedService service = service("breaks?account=HOUSE")) {
            Page page = service.page();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.locator("#heading")).hasText("Breaks");
            page.locator(".bar button.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
            assertThat(page.locator("#heading")).hasText("差异");
            assertThat(page.locator(".filters select").first()).hasValue("HOUSE");
            assertThat(page.locator(".filters option[value=HOUSE]").first()).hasText("自营");
            page.reload();
            assertThat(page.locator("#heading")).hasText("差异");
            page.locator(".bar button.language").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#heading")).hasText("Breaks");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void dates_numbers_and_plurals_follow_the_language() {
        try (Page alone = browser.browser().newPage()) {
            assertThat(said(alone, "en"))
                    .containsExactly("30 Nov 2026", "1,234,567.50", "1 entry", "2,000 entries", "Harbour and Lotus");
            assertThat(said(alone, "zh-CN"))
                    .containsExactly("2026/11/30", "1,234,567.50", "1 条分录", "2,000 条分录", "Harbour和Lotus");
        }
    }

    private static List<Object> said(Page page, String language) {
        page.navigate(files.address() + StaticWorkbench.EMPTY_PAGE);
        Object said = page.evaluate("""
                async (language) => {
                  document.documentElement.lang = language;
                  const { t, listed } = await import('/lib/i18n.js');
                  const { date } = await import('/lib/times.js');
                  const { format } = await import('/lib/amounts.js');
                  return [date('2026-11-30'), format('1234567.50'), t('nEntry', { n: 1 }), t('nEntry', { n: 2000 }), listed(['Harbour', 'Lotus'])];
                }
                """, language);
        return List.copyOf((List<?>) said);
    }

    private static CannedService service(String screen) {
        return new CannedService(
                browser.browser(),
                files.address(),
                screen,
                ColorScheme.LIGHT,
                Map.of(
                        "breaks", "{\"items\": [], \"counts\": {}}",
                        "users", "{\"items\": []}",
                        "accounts", "{\"items\": []}"));
    }
}
