package clearing.kernel.rulebook;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulebookTest {
    private static final List<Rule> RULES = List.of(Rules.calendar("HK"), new DebitCapRule(NORTH, "HKD", 5_000_000));

    @Test
    void a_constitution_with_rules_has_golden_bytes_and_reads_back_the_same() {
        byte[] bytes = Rules.constitution(1, RULES).encode();

        Golden.assertBytes("constitution-rules", bytes);
        assertThat(Constitution.decode(bytes)).isEqualTo(Rules.constitution(1, RULES));
    }

    @Test
    void steps_and_limits_have_golden_bytes_and_read_back_the_same() {
        Constitution agreed = Rules.constitution(
                1,
                List.of(
                        new LaneStepsRule("HK", LaneStepsRule.Step.MULTILATERAL),
                        new BilateralLimitRule(NORTH, SOUTH, SHARE_CODE, 77)));

        Golden.assertBytes("constitution-limits", agreed.encode());
        assertThat(Constitution.decode(agreed.encode())).isEqualTo(agreed);
        assertThat(agreed.rules().steps("HK")).isEqualTo(LaneStepsRule.Step.MULTILATERAL);
        assertThat(agreed.rules().steps("NY")).isEqualTo(LaneStepsRule.Step.RESOLUTION);
        assertThat(agreed.rules().bilateralLimit(NORTH, SOUTH, SHARE_CODE)).contains(77L);
        assertThat(agreed.rules().bilateralLimit(SOUTH, NORTH, SHARE_CODE)).isEmpty();
    }

    @Test
    void turns_have_golden_bytes_and_read_back_the_same() {
        Constitution agreed = Rules.constitution(1, List.of(new AgentRule("HK", 600, 45)));

        Golden.assertBytes("constitution-turns", agreed.encode());
        assertThat(Constitution.decode(agreed.encode())).isEqualTo(agreed);
        assertThat(agreed.rules().agents("HK")).contains(new AgentRule("HK", 600, 45));
        assertThat(agreed.rules().agents("NY")).isEmpty();
    }

    @Test
    void escrows_have_golden_bytes_and_read_back_the_same() {
        Constitution agreed = Rules.constitution(1, List.of(new EscrowRule(NORTH, "CLIENT")));

        Golden.assertBytes("constitution-escrow", agreed.encode());
        assertThat(Constitution.decode(agreed.encode())).isEqualTo(agreed);
        assertThat(agreed.rules().isEscrow(NORTH, "CLIENT")).isTrue();
        assertThat(agreed.rules().isEscrow(NORTH, "HOUSE")).isFalse();
        assertThat(agreed.rules().isEscrow(SOUTH, "CLIENT")).isFalse();
        assertThat(Rulebook.NONE.isEscrow(NORTH, "CLIENT")).isFalse();
    }

    @Test
    void the_order_in_which_rules_are_given_does_not_matter() {
        assertThat(Rules.constitution(1, RULES.reversed()).encode())
                .isEqualTo(Rules.constitution(1, RULES).encode());
    }

    @Test
    void rules_are_found_by_what_they_are_about() {
        Rulebook book = new Rulebook(RULES);

        assertThat(book.calendar("HK")).isPresent();
        assertThat(book.calendar("US")).isEmpty();
        assertThat(book.debitCap(NORTH, "HKD")).isEqualTo(5_000_000);
        assertThat(book.debitCap(SOUTH, "HKD")).isZero();
    }

    @Test
    void two_rules_of_one_name_are_no_rulebook() {
        assertThatThrownBy(() ->
                        new Rulebook(List.of(new DebitCapRule(NORTH, "HKD", 1), new DebitCapRule(NORTH, "HKD", 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_without_a_rule_under_format_2_are_malformed() {
        byte[] bytes = Rules.constitution(1, List.of(new DebitCapRule(NORTH, "HKD", 1)))
                .encode();
        byte[] none = java.util.Arrays.copyOf(
                Consortium.constitution().encode(), Consortium.constitution().encode().length + 2);
        none[0] = bytes[0];

        assertThatThrownBy(() -> Constitution.decode(none)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void a_rule_that_contradicts_the_frame_cannot_be_ratified() {
        assertFault(new DebitCapRule(WATCH, "HKD", 1), "rules[cap/" + WATCH + "/HKD].member");
        assertFault(new DebitCapRule(NORTH, SHARE_CODE, 1), "rules[cap/" + NORTH + "/" + SHARE_CODE + "].asset");
        assertFault(new DebitCapRule(NORTH, "JPY", 1), "rules[cap/" + NORTH + "/JPY].asset");
        assertFault(new DebitCapRule(BANK, "HKD", -1), "rules[cap/" + BANK + "/HKD].cap");
        assertFault(new LaneStepsRule("LN", LaneStepsRule.Step.GROSS), "rules[steps/LN].lane");
        assertFault(new AgentRule("LN", 1, 1), "rules[agent/LN].lane");
        assertFault(new AgentRule("HK", 0, 1), "rules[agent/HK].term");
        assertFault(new AgentRule("HK", 1, 0), "rules[agent/HK].silence");
        assertFault(new EscrowRule(WATCH, "HOUSE"), "rules[escrow/" + WATCH + "/HOUSE].member");
        assertFault(new EscrowRule(NORTH, "VAULT"), "rules[escrow/" + NORTH + "/VAULT].account");
        String limit = "rules[limit/" + NORTH + "/";
        assertFault(new BilateralLimitRule(NORTH, NORTH, "HKD", 1), limit + NORTH + "/HKD].counterparty");
        assertFault(new BilateralLimitRule(NORTH, WATCH, "HKD", 1), limit + WATCH + "/HKD].counterparty");
        assertFault(new BilateralLimitRule(NORTH, SOUTH, "JPY", 1), limit + SOUTH + "/JPY].asset");
        assertFault(new BilateralLimitRule(NORTH, SOUTH, "HKD", -1), limit + SOUTH + "/HKD].limit");
    }

    @Test
    void caps_that_sum_to_more_than_positions_can_hold_cannot_be_ratified() {
        Constitution agreed = Rules.constitution(
                1,
                List.of(
                        new DebitCapRule(NORTH, "HKD", Asset.MAX_AMOUNT),
                        new DebitCapRule(SOUTH, "USD", Asset.MAX_AMOUNT),
                        new DebitCapRule(SOUTH, "HKD", 1)));

        assertThat(ConstitutionRules.check(agreed))
                .map(ConstitutionRules.Fault::field)
                .contains("rules[cap/" + SOUTH + "/HKD].cap");
    }

    @Test
    void rules_come_into_force_when_all_have_ratified_and_may_change() {
        Consortium ledger = Consortium.unconstituted();
        ledger.found(Rules.constitution(1, RULES));

        Outcome proposed = ledger.as(NORTH, new Command.Constitute(Rules.constitution(2, List.of())));

        assertThat(proposed.code()).isEqualTo(ResultCode.OK);
        ledger.found(Rules.constitution(2, List.of(new DebitCapRule(SOUTH, "USD", 1))));
        assertThat(Constitution.decode(ledger.state().get("K").orElseThrow())
                        .rules()
                        .debitCap(SOUTH, "USD"))
                .isEqualTo(1);
    }

    private static void assertFault(Rule rule, String field) {
        assertThat(ConstitutionRules.check(Rules.constitution(1, List.of(rule))))
                .map(ConstitutionRules.Fault::field)
                .contains(field);
    }
}
