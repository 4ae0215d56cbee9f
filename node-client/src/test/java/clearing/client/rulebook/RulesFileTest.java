package clearing.client.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.trade.BadInput;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {
    @TempDir
    private Path folder;

    @Test
    void calendars_come_from_the_products_own_files_and_caps_are_minor_units() throws IOException {
        Rulebook rules = read("""
            {"rules": [
              {"rule": "debit-cap", "member": "NorthBrokers", "asset": "HKD", "cap": 500000000},
              {"rule": "calendar", "code": "HK"}
            ]}\
            """);

        assertThat(rules.rules()).hasSize(2);
        assertThat(rules.calendar("HK")).isPresent();
        assertThat(rules.debitCap("NorthBrokers", "HKD")).isEqualTo(500_000_000);
    }

    @Test
    void steps_of_a_lane_and_limits_towards_a_counterparty() throws IOException {
        Rulebook rules = read("""
            {"rules": [
              {"rule": "lane-steps", "lane": "HK", "upTo": "GROSS"},
              {"rule": "bilateral-limit", "member": "A", "counterparty": "B", "asset": "USD", "limit": 7},
                  {"rule": "agent", "lane": "HK", "term": 600, "silence": 30}
            ]}\
            """);

        assertThat(rules.steps("HK")).isEqualTo(LaneStepsRule.Step.GROSS);
        assertThat(rules.bilateralLimit("A", "B", "USD")).contains(7L);
        assertThat(rules.agents("HK")).contains(new AgentRule("HK", 600, 30));
    }

    @Test
    void an_account_that_only_agreements_move_is_an_escrow() throws IOException {
        Rulebook rules = read("""
                {"rules": [{"rule": "escrow", "member": "HarbourBank", "account": "ESCROW"}]}""");

        assertThat(rules.isEscrow("HarbourBank", "ESCROW")).isTrue();
        assertThat(rules.isEscrow("HarbourBank", "HOUSE")).isFalse();
    }

    @Test
    void tolerances_and_periods_are_rules_of_a_lane() throws IOException {
        Rulebook rules = read("""
                {"rules": [
                  {"rule": "matching", "lane": "HK", "amountTolerance": 200, "dateTolerance": 0, "calendar": "",
                   "equal": ["reference"]},
                  {"rule": "period", "lane": "HK", "graceDays": 5}
                ]}""");

        assertThat(rules.matching("HK")).contains(new MatchingRule("HK", 200, 0, "", false, false, true));
        assertThat(rules.period("HK")).contains(new PeriodRule("HK", 5));
        assertThatThrownBy(() -> read("""
                {"rules": [{"rule": "matching", "lane": "HK", "amountTolerance": 0, "dateTolerance": 0, "calendar": "",
                  "equal": ["price"]}]}""")).isInstanceOf(BadInput.class);
    }

    @Test
    void cycle_terms_have_one_cut_off_to_a_cycle_and_own_ones_of_assets() throws IOException {
        String terms = """
            {"rules": [
              {"rule": "cycles", "lane": "HK", "agreement": "MASTER", "dvpModel": 3, "netting": "MULTILATERAL",
               "roll": "FOLLOWING", "calendars": {"HKD": "HK"},
               "cutOffs": [{"time": "12:00", "assets": {}}, {"time": "%s", "assets": {"HKD": "16:30"}}],
               "failAfterMinutes": 90, "penalties": {"HKD": 25}}
            ]}\
            """;
        CycleTerms read = read(terms.formatted("17:00")).cycles("HK").orElseThrow();

        assertThat(read.model()).isEqualTo(DvpModel.NET_BOTH);
        assertThat(read.penalty("HKD")).isEqualTo(25);
        assertThat(read.cutOffs())
                .containsExactly(
                        new CutOff(0, Optional.empty(), LocalTime.of(12, 0)),
                        new CutOff(1, Optional.empty(), LocalTime.of(17, 0)),
                        new CutOff(1, Optional.of("HKD"), LocalTime.of(16, 30)));
        assertThatThrownBy(() -> read(terms.formatted("late")))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        e -> assertThat(e.errors().get(0).sentence()).contains("cutOffs[1].time"));
    }

    @Test
    void every_rule_at_fault_is_named_by_its_place() {
        assertThatThrownBy(() -> read("""
            {"rules": [
              {"rule": "calendar", "code": "XX"},
              {"rule": "debit-cap", "member": "A", "asset": "HKD", "cap": 1},
              {"rule": "debit-cap", "member": "A", "asset": "HKD", "cap": 2}
            ]}\
            """))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        e -> assertThat(e.errors())
                                .extracting(error ->
                                        error.code() + " " + error.sentence().substring(0, 8))
                                .containsExactly("MALFORMED_RULES rules[0]", "DUPLICATE_RULE rules[2]"));
    }

    @Test
    void an_unknown_kind_is_an_error_at_its_line() {
        assertThatThrownBy(() -> read("{\"rules\": [\n{\"rule\": \"free-lunch\"}]}"))
                .isInstanceOfSatisfying(BadInput.class, e -> {
                    assertThat(e.errors()).singleElement().satisfies(error -> {
                        assertThat(error.code()).isEqualTo("MALFORMED_RULES");
                        assertThat(error.line()).isEqualTo(2);
                    });
                });
    }

    private Rulebook read(String json) throws IOException {
        return RulesFile.read(Files.writeString(folder.resolve("rules.json"), json), Optional.empty());
    }
}
