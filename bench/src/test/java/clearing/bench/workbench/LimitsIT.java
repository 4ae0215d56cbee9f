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

    private static final String LOSER = """
            {"member": "LotusBank", "currency": "HKD", "exposure": "9000.00", "collateral": "1000.00",
             "lossBeyondOwnResources": "8000.00", "lossBeyondFund": "6500.00", "ofFund": "1500.00", "allocated": "6000.00", "uncovered": "500.00"}
            """;
    private static final String NIGHTS = """
            {"items": [{"date": "2026-11-30", "block": 118, "startedAt": "2026-11-29T17:30:04Z", "finishedAt": "2026-11-29T17:30:05Z",
                        "shocks": ["HKD security -20%%"], "members": [%s], "cover1": {"holds": false, "defaults": [%s]},
                        "cover2": {"holds": false, "defaults": [%s]}},
                       {"date": "2026-11-29", "block": 90, "startedAt": "2026-11-28T17:30:04Z", "finishedAt": "2026-11-28T17:30:05Z",
                        "shocks": [], "members": [], "cover1": {"holds": true, "defaults": []}, "cover2": {"holds": true, "defaults": []}}]}
            """.formatted(LOSER, LOSER, LOSER);

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

    @Test
    void a_night_that_does_not_hold_stands_in_the_banner_and_above_the_nights_before_it() {
        try (CannedService service = service("""
                , "stressAlarm": {"date": "2026-11-30", "block": 118, "cover1": false, "cover2": false, "defaults": [%s]}
                """.formatted(LOSER))) {
            Page page = service.page();
            assertThat(page.locator(".risk-banner"))
                    .containsText(
                            "Cover-1 and Cover-2 do not hold in the stress test of 30 Nov 2026: the default of Lotus Bank leaves"
                                    + " 6,500.00 HKD beyond what was paid in beforehand.");
            assertThat(page.locator(".stress tbody tr")).hasCount(2);
            assertThat(page.locator(".stress tbody tr").first()).containsText("500.00");
            assertThat(page.locator(".stress tbody tr").first()).containsText("HKD security -20%");
            assertThat(page.locator(".stress tbody tr").last()).containsText("nobody can default");
            assertThat(service.complaints()).isEmpty();
        }
    }

    private static CannedService service(String more) {
        return new CannedService(
                browser.browser(),
                files.address(),
                "liquidity",
                ColorScheme.LIGHT,
                Map.of(
                        "limits", LIMITS,
                        "stress", NIGHTS,
                        "liquidity", LIQUIDITY,
                        "summary", CannedService.summary(more)));
    }
}
