package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The policy of the desk and its mandates in a real browser. */
class PolicyIT {
    private static InstalledBrowser browser;
    private static StaticWorkbench files;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(PolicyIT.class);
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
    void the_policy_tells_in_words_who_decides_how_much_and_where_breaks_go() throws IOException {
        try (CannedService service = desk("policy")) {
            Locator shown = service.page().locator(".policy-view");
            assertThat(shown).containsText("1,000.00");
            assertThat(shown).containsText("Missing in books; account House");
            assertThat(shown).containsText("group nostro");
            assertThat(shown).containsText("when late");
            assertThat(shown).containsText("4 hours");
            service.photograph("policy-light");
        }
    }

    @Test
    void a_policy_that_is_not_edited_is_the_same_policy_again() throws IOException {
        String policy = new ObjectMapper()
                .readTree(DeskAnswers.all().get("desk/policy"))
                .path("policy")
                .toString();
        try (Page alone = browser.browser().newPage()) {
            alone.navigate(files.address() + StaticWorkbench.EMPTY_PAGE);
            Object made = alone.evaluate("""
                    async (text) => {
                      const { linesOf, policyOf } = await import('/lib/policy-lines.js');
                      const { policy, faults } = policyOf(linesOf(JSON.parse(text)));
                      return JSON.stringify([policy, faults]);
                    }
                    """, policy);
            JsonNode back = new ObjectMapper().readTree(made.toString());
            assertThat(back.get(1)).isEmpty();
            assertThat(back.get(0)).isEqualTo(new ObjectMapper().readTree(policy));
        }
    }

    @Test
    void what_is_wrong_stands_under_its_section_with_its_line_and_nothing_is_sent() throws IOException {
        try (CannedService service = desk("policy")) {
            Page page = service.page();
            page.locator(".head-actions button").click();
            Locator authority = page.locator("#policy-authority");
            authority.fill(authority.inputValue() + "\nrole=approver kinds=GIFT asset=HKD alone=1.00");
            assertThat(page.locator("#policy-authority-faults")).containsText("Line 3: GIFT is none of");
            assertThat(authority).hasAttribute("aria-invalid", "true");
            assertThat(page.locator(".head-actions button.primary")).isDisabled();
            page.locator("#policy-routing").fill("name=house group=none colour=red");
            assertThat(page.locator("#policy-routing-faults")).containsText("Line 1: There is no field colour");
            page.locator("#policy-routing").fill("name=house group=none");
            assertThat(page.locator("#policy-routing-faults")).containsText("There is no group none");
            service.photograph("policy-editor-light");
            assertThat(service.sent()).isEmpty();
        }
    }

    @Test
    void a_policy_is_proposed_and_what_the_service_refuses_is_placed_at_its_line() throws IOException {
        try (CannedService service = desk("policy")) {
            Page page = service.page();
            page.locator(".head-actions button").click();
            page.locator("#policy-routing").fill("\nname=lotus counterparties=LotusSecurities assignee=nobody");
            page.locator("#policy-escalation").fill("");
            page.locator(".head-actions button.primary").click();
            page.fill("dialog textarea", "Lotus goes to one person.");
            service.say("POST desk/policy", "{\"version\": 5, \"state\": \"PENDING\"}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            JsonNode sent =
                    new ObjectMapper().readTree(service.sent().getFirst().replaceFirst("^POST desk/policy ", ""));
            assertThat(sent.path("base").asInt()).isEqualTo(3);
            assertThat(sent.path("policy").path("routing").toString())
                    .isEqualTo(
                            "[{\"name\":\"lotus\",\"assignee\":\"nobody\",\"when\":{\"counterparties\":[\"LotusSecurities\"]}}]");
            assertThat(sent.path("policy").path("escalation")).isEmpty();
        }
    }

    @Test
    void another_person_decides_a_policy() throws IOException {
        try (CannedService service = desk("policy?version=4")) {
            Page page = service.page();
            page.locator(".decision button.primary").click();
            page.fill("dialog textarea", "As agreed.");
            service.say("POST desk/policy/4/decision", "{}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent())
                    .containsExactly("POST desk/policy/4/decision {\"approve\":true,\"reason\":\"As agreed.\"}");
        }
    }

    @Test
    void mandates_show_their_budget_and_are_approved_and_switched_off() throws IOException {
        try (CannedService service = desk("policy?view=mandates")) {
            Page page = service.page();
            Locator active = page.locator(".mandate[data-key='1']");
            assertThat(active.locator("meter").first()).hasAttribute("value", "87");
            assertThat(active.locator(".mandate-meter").nth(1)).containsText("1.74 / 2.00");
            service.photograph("mandates-light");
            page.locator(".mandate[data-key='2'] button.primary").click();
            page.fill("dialog textarea", "Checked.");
            service.say("POST mandates/2/decision", "{}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            active.locator("button").click();
            page.fill("dialog textarea", "The bank changed.");
            service.say("POST mandates/1/off", "{}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent())
                    .containsExactly(
                            "POST mandates/2/decision {\"approve\":true,\"reason\":\"Checked.\"}",
                            "POST mandates/1/off {\"reason\":\"The bank changed.\"}");
        }
    }

    @Test
    void a_mandate_is_proposed_with_its_limits() throws IOException {
        try (CannedService service = desk("policy?view=mandates")) {
            Page page = service.page();
            page.locator(".head-actions button").click();
            page.check("dialog input[name=kind-AMOUNT_DIFFERS]");
            page.check("dialog input[name=account-HOUSE]");
            page.selectOption("dialog select[name=asset]", "HKD");
            page.fill("dialog input[name=tolerance]", "0.05");
            page.fill("dialog input[name=dailyCount]", "50");
            page.fill("dialog input[name=dailyAmount]", "1.00");
            page.fill("dialog input[name=validFrom]", "2026-12-01");
            page.fill("dialog input[name=validTo]", "2026-12-31");
            page.fill("dialog textarea", "Rounding.");
            service.say("POST mandates", "{}");
            page.locator("dialog button.primary").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(service.sent())
                    .containsExactly(
                            "POST mandates {\"reason\":\"Rounding.\",\"kinds\":[\"AMOUNT_DIFFERS\"],\"accounts\":[\"HOUSE\"],"
                                    + "\"asset\":\"HKD\",\"tolerance\":\"0.05\",\"dailyCount\":50,\"dailyAmount\":\"1.00\","
                                    + "\"validFrom\":\"2026-12-01\",\"validTo\":\"2026-12-31\"}");
        }
    }

    private static CannedService desk(String screen) throws IOException {
        return new CannedService(
                browser.browser(), files.address(), screen, ColorScheme.LIGHT, DeskAnswers.with(Map.of()));
    }
}
