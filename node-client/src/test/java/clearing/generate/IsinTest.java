package clearing.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsinTest {
    /** Published numbers of listed securities. */
    @ParameterizedTest
    @ValueSource(strings = {"US0378331005", "GB0002634946", "HK0000069689", "KYG875721634", "CNE1000003X6"})
    void the_check_digit_is_that_of_published_numbers(String isin) {
        assertThat(Isin.of(isin.substring(0, 2), isin.substring(2, 11))).isEqualTo(isin);
    }

    @Test
    void every_security_of_the_day_is_one_that_the_ledger_accepts() {
        assertThat(new Consortium().securities())
                .hasSizeGreaterThanOrEqualTo(12)
                .allMatch(asset -> clearing.kernel.asset.Isin.isValid(asset.code()));
    }

    @Test
    void a_national_number_of_other_length_is_refused() {
        assertThatThrownBy(() -> Isin.of("HK", "FCT1")).isInstanceOf(IllegalArgumentException.class);
    }
}
