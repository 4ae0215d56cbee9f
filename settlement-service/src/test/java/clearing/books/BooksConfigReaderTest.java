package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BooksConfigReaderTest {
    private static final String GOOD = """
            {
              "version": 1,
              "member": "HarbourBrokers",
              "accounts": [
                {"internal": "HB-1", "account": "HOUSE", "asset": "HKD"},
                {"internal": "HB-SEC", "account": "CLIENT", "asset": "*"}
              ],
              "counterparties": {"Lotus Securities Ltd": "LotusSecurities"},
              "references": ["EndToEndId", "UETR"],
              "files": [{"match": "*.csv", "format": "csv", "mapping": "m"}],
              "mappings": {"m": {"columns": {"account": "a", "asset": "b", "valueDate": "c", "amount": "d"}}}
            }
            """;

    @Test
    void reads_accounts_names_and_mappings() {
        BooksConfig config = read(GOOD);

        assertThat(config.account("HB-1", "HKD")).contains("HOUSE");
        assertThat(config.account("HB-1", "USD")).isEmpty();
        assertThat(config.account("HB-SEC", "HK0000069689")).contains("CLIENT");
        assertThat(config.counterparty(" lotus  SECURITIES ltd")).contains("LotusSecurities");
        assertThat(config.counterparty("LotusSecurities")).contains("LotusSecurities");
        assertThat(config.counterparty("Sundry")).isEmpty();
        assertThat(config.references())
                .containsExactly(BooksConfig.ReferenceField.END_TO_END_ID, BooksConfig.ReferenceField.UETR);
        assertThat(config.files())
                .containsExactly(new BooksConfig.FileRule("*.csv", BooksConfig.Format.CSV, Optional.of("m")));
        assertThat(config.mappings())
                .hasEntrySatisfying(
                        "m", mapping -> assertThat(mapping.referenceSeparator()).isEqualTo("+"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2 | /version",
                "\"member\" | \"membre\" | /membre",
                "\"HOUSE\" | 7 | /accounts/0/account",
                "\"HB-SEC\" | \"\" | /accounts/1/internal",
                "\"UETR\" | \"UTR\" | /references/1",
                "\"format\": \"csv\" | \"format\": \"xls\" | /files/0/format",
                "\"mapping\": \"m\" | \"mapping\": \"n\" | /files",
                "\"amount\": \"d\" | \"sum\": \"d\" | /mappings/m/columns/sum",
                "\"amount\": \"d\" | \"text\": \"d\" | /mappings/m",
            })
    void names_the_key_that_is_wrong(String right, String wrong, String field) {
        assertThatThrownBy(() -> read(GOOD.replace(right, wrong))).isInstanceOfSatisfying(BadBooksConfig.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIG_INVALID);
            assertThat(e.problem().field()).isEqualTo(field);
        });
    }

    @Test
    void refuses_what_is_no_json_with_its_line() {
        for (String bad : new String[] {
            GOOD.replace("\"member\"", "member"),
            GOOD.replace("\"HarbourBrokers\",", "\"HarbourBrokers\", \"member\": \"Two\","),
            "\n\n" + "[".repeat(1_000),
            "",
        }) {
            assertThatThrownBy(() -> read(bad))
                    .isInstanceOfSatisfying(
                            BadBooksConfig.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIG_INVALID));
        }
    }

    private static BooksConfig read(String json) {
        return BooksConfigReader.read("books.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
