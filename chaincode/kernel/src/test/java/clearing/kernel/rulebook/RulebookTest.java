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
