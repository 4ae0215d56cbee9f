package clearing.settlement.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the flags of the stress test may say. */
class StressTermsTest {
    @Test
    void a_time_of_day_or_off() {
        assertThat(StressTerms.of("23:05", List.of()).at()).contains(LocalTime.of(23, 5));
        assertThat(StressTerms.of("off", List.of()).at()).isEmpty();
        for (String none : List.of("", "1:30", "24:00", "01:30:00", "OFF", "noon!")) {
            assertThatIllegalArgumentException()
                    .as(none)
                    .isThrownBy(() -> StressTerms.of(none, List.of()))
                    .withMessageContaining("HH:MM");
        }
    }

    @Test
    void shocks_as_the_command_line_has_them() {
        assertThat(StressTerms.of("off", List.of("HKD security -20%")).supposed())
                .singleElement()
                .satisfies(shock -> assertThat(shock.basisPoints()).isEqualTo(-2_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StressTerms.of("off", List.of("security down")))
                .withMessageContaining("no shock");
    }
}
