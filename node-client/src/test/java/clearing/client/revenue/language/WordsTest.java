package clearing.client.revenue.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.revenue.terms.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"30%,300000", "30 %,300000", "12.5 percent,125000", "0.0001%,1", "0%,0"})
    void percentages_are_millionths(String text, long expected) throws Words.NotAFigure {
        assertThat(Words.percent(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"+5 pp,50000", "5 percentage points,50000", "-2.5pp,-25000", "1 percentage point,10000"})
    void points_are_millionths(String text, long expected) throws Words.NotAFigure {
        assertThat(Words.points(text)).isEqualTo(expected);
    }

    @Test
    void percent_and_points_are_not_the_same_word() {
        assertThatThrownBy(() -> Words.percent("+5 pp"))
                .isInstanceOf(Words.NotAFigure.class)
                .hasMessageContaining("percentage points; a percentage is due");
        assertThatThrownBy(() -> Words.points("5%"))
                .isInstanceOf(Words.NotAFigure.class)
                .hasMessageContaining("is a percentage; percentage points are due");
    }

    @Test
    void money_names_its_currency() throws Words.NotAFigure {
        assertThat(Words.money("100,000.00 HKD", "HKD")).isEqualTo(10_000_000);
        assertThat(Words.money("-1.5 HKD", "HKD")).isEqualTo(-150);
        assertThat(Words.price("0.05 HKD", "HKD")).isEqualTo(5_000_000);
        assertThatThrownBy(() -> Words.money("100.00 USD", "HKD")).hasMessageContaining("an amount in HKD is due");
        assertThatThrownBy(() -> Words.money("100.00", "HKD")).hasMessageContaining("is no amount");
        assertThatThrownBy(() -> Words.money("0.001 HKD", "HKD")).hasMessageContaining("more than 2 decimals");
    }

    @Test
    void counts_may_say_what_they_count() throws Words.NotAFigure {
        Unit users = new Unit.Count("users");
        assertThat(Words.value(users, "1,000,000")).isEqualTo(1_000_000);
        assertThat(Words.value(users, "1000000 users")).isEqualTo(1_000_000);
        assertThat(Words.value(new Unit.ExchangeRate("USD"), "7.8125")).isEqualTo(781_250_000);
        assertThatThrownBy(() -> Words.value(users, "30%")).hasMessageContaining("does not count users");
        assertThatThrownBy(() -> Words.value(users, "5.00 HKD")).hasMessageContaining("does not count users");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e9",
                "1_000",
                "1,00",
                "10,0000",
                "0x10",
                "1.",
                ".5",
                "-5",
                "--5",
                "",
                "1 000",
                "99999999999999999999"
            })
    void nothing_else_is_a_count(String text) {
        assertThatThrownBy(() -> Words.value(new Unit.Count("users"), text)).isInstanceOf(Words.NotAFigure.class);
    }
}
