package clearing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.demo.BreakComparison.Break;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakComparisonTest {
    private static final Break MISSING = new Break("MISSING_IN_BOOKS", "HarbourBrokers", "HOUSE", "HKD", "T1");
    private static final Break SIGN = new Break("SIGN_DIFFERS", "QuillTech", "HOUSE", "USD", "T2");

    @Test
    void equal_lists_are_exact() {
        BreakComparison comparison = BreakComparison.of(List.of(MISSING, SIGN), List.of(SIGN, MISSING));

        assertThat(comparison.exact()).isTrue();
        assertThat(comparison.kinds().get("SIGN_DIFFERS")).isEqualTo(new BreakComparison.Count(1, 1, 0));
    }

    @Test
    void a_break_that_is_not_found_is_missed() {
        BreakComparison comparison = BreakComparison.of(List.of(MISSING, SIGN), List.of(SIGN));

        assertThat(comparison.exact()).isFalse();
        assertThat(comparison.missed()).containsExactly(MISSING.toString());
    }

    @Test
    void a_break_that_was_not_planted_is_invented() {
        BreakComparison comparison = BreakComparison.of(List.of(SIGN), List.of(SIGN, MISSING));

        assertThat(comparison.invented()).containsExactly(MISSING.toString());
        assertThat(comparison.kinds().get("MISSING_IN_BOOKS")).isEqualTo(new BreakComparison.Count(0, 0, 1));
    }

    @Test
    void the_same_break_found_twice_counts_once_and_invents_one() {
        BreakComparison comparison = BreakComparison.of(List.of(SIGN), List.of(SIGN, SIGN));

        assertThat(comparison.exact()).isFalse();
        assertThat(comparison.kinds().get("SIGN_DIFFERS")).isEqualTo(new BreakComparison.Count(1, 1, 1));
    }

    @Test
    void the_right_item_under_another_kind_is_missed_and_invented() {
        Break otherKind = new Break("AMOUNT_DIFFERS", "QuillTech", "HOUSE", "USD", "T2");

        BreakComparison comparison = BreakComparison.of(List.of(SIGN), List.of(otherKind));

        assertThat(comparison.missed()).hasSize(1);
        assertThat(comparison.invented()).hasSize(1);
    }
}
