package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Positions against caps, cover alarms and defaults in a real browser. */
class LimitsIT {
    private static final String ALARM = """
            {"member": "LotusBank", "asset": "HKD", "used": "8000.00", "cover": "7200.00", "missing": "800.00"}
            """;
    private static final String LIMITS = """
            {"height": 118, "at": "2026-11-30T08:59:10Z",
             "caps": [{"member": "HarbourBrokers", "asset": "HKD", "cap": "500000.00", "covered": true, "coveredCap": "400000.00",
                       "available": "-100000.00", "used": "100000.00", "headroom": "300000.00", "cover": "400000.00", "uncovered": "0.00"},
                      {"member": "LotusBank", "asset": "HKD", "cap": "9000.00", "covered": true, "coveredCap": "7200.00",
                       "available": "-8000.00", "used": "8000.00", "headroom": "0.00", "cover": "7200.00", "uncovered": "800.00"}],
             "limits": [{"member": "HarbourBrokers", "counterparty": "LotusBank", "asset": "HKD", "limit": "1000.00", "used": "300.00",
                         "headroom": "700.00"}],
             "alarms": [%s]}
            """.formatted(ALARM);
    private static final String LIQUIDITY = """
            {"height": 118, "at": "2026-11-30T08:59:10Z", "day": "2026-11-30", "days": ["2026-11-30"], "totals": [], "items": []}
            """;

    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(LimitsIT.class);
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
    void own_positions_stand_against_their_caps_and_all_of_them_when_asked() {
        try (CannedService service = service("")) {
            Page page = service.page();
            assertThat(page.locator(".limits table").first().locator("tbody tr"))
                    .hasCount(1);
            assertThat(page.locator(".limits")).containsText("300,000.00");
            assertThat(page.locator(".limits")).containsText("700.00");
            assertThat(page.locator(".risk-banner")).hasCount(0);
            service.photograph("limits-light");
            page.selectOption(".head-actions select", "*");
            assertThat(page.locator(".limits table").first().locator("tbody tr"))
                    .hasCount(2);
            assertThat(page.locator(".limits")).containsText("cover lacks 800.00");
            assertThat(service.complaints()).isEmpty();
        }
    }

    @Test
    void a_banner_on_every_screen_names_who_is_in_default_and_whose_cover_is_short() {
        try (CannedService service = service("""
                , "inDefault": [{"member": "LotusBank", "number": 1, "reason": "did not pay", "signatures": ["HarbourBrokers"]}],
                "coverAlarms": [%s]
                """.formatted(ALARM))) {
            Page page = service.page();
            assertThat(page.locator(".risk-banner")).containsText("Lotus Bank is in default: did not pay.");
            assertThat(page.locator(".risk-banner")).containsText("Cover of Lotus Bank lacks 800.00 HKD");
            service.photograph("default-banner");
            page.locator(".risk-banner a").click();
            assertThat(page.locator(".limits table").first().locator("tbody tr"))
                    .hasCount(1);
            assertThat(page.locator(".limits")).containsText("cover lacks 800.00");
        }
    }

    private static CannedService service(String more) {
        return new CannedService(
                browser.browser(),
                files.address(),
                "liquidity",
                ColorScheme.LIGHT,
                Map.of("limits", LIMITS, "liquidity", LIQUIDITY, "summary", CannedService.summary(more)));
    }
}
