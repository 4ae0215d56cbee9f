package clearing.settlement.matching.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.reconcile.RuleBook;
import clearing.reconcile.rule.RateRule;
import clearing.reconcile.rule.RuleSet;
import clearing.reconcile.rule.Tolerance;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule sets as people write them: all kinds are read, and a fault is told with its place. */
class RuleSetReaderTest {
    static final String ALL = """
            {"aliases": {"LOTUS SEC. LTD": "LotusSecurities"}, "rules": [
             {"name": "cents", "type": "REFERENCE", "mode": "AUTOMATIC", "asset": "HKD", "groups": true,
              "tolerance": {"amountMinor": 5, "basisPoints": 2, "businessDays": 1,
               "fee": {"leastMinor": 1, "mostMinor": 2500, "mostBasisPoints": 100}}},
             {"name": "fields", "type": "FIELDS", "mode": "SUGGEST", "account": "CLIENT*", "counterparty": "OPTIONAL",
              "onlyWithoutReference": true},
             {"name": "text", "type": "TEXT", "mode": "AUTOMATIC", "pattern": "T#+"},
             {"name": "groups", "type": "GROUP", "mode": "AUTOMATIC", "by": ["COUNTERPARTY", "VALUE_DATE"], "maxItems": 20},
             {"name": "sums", "type": "SUBSET", "mode": "AUTOMATIC", "maxItems": 4, "maxCandidates": 16, "businessDays": 1},
             {"name": "fx", "type": "RATE", "mode": "SUGGEST", "bandBasisPoints": 20,
              "rates": [{"from": "USD", "to": "HKD", "rate": "7.7950"}]},
             {"name": "reversals", "type": "REVERSAL", "mode": "AUTOMATIC", "businessDays": 3}]}
            """;

    @Test
    void every_kind_of_rule_is_read() {
        RuleSet set = RuleSetReader.read(4, new JsonObject(ALL));

        assertThat(set.rules())
                .extracting(rule -> rule.head().name())
                .containsExactly("cents", "fields", "text", "groups", "sums", "fx", "reversals");
        assertThat(set.rules().getFirst())
                .hasFieldOrPropertyWithValue("tolerance", new Tolerance(5, 2, 1, new Tolerance.Fee(1, 2500, 100)));
        assertThat(((RateRule) set.rules().get(5)).rates())
                .containsExactly(
                        new RateRule.Rate("USD", "HKD", BigInteger.valueOf(77950), BigInteger.valueOf(10_000)));
        assertThat(set.aliases().canonical("Lotus Sec Ltd"))
                .isEqualTo(set.aliases().canonical("LotusSecurities"));
        RuleBook book = set.book();
        assertThat(book.version()).isEqualTo(4);
        assertThat(book.readsText()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\": \"REFERENCE\"                | \"type\": \"GUESS\"             | rules[0].type",
                "\"amountMinor\": 5                     | \"amountMinor\": -5            | rules[0].tolerance.amountMinor",
                "\"amountMinor\": 5                     | \"amountMinor\": 5.5           | rules[0].tolerance.amountMinor",
                "\"basisPoints\": 2                     | \"basisPoint\": 2              | rules[0].tolerance.basisPoint",
                "\"leastMinor\": 1                      | \"leastMinor\": 2501           | rules[0].tolerance.fee.mostMinor",
                "\"name\": \"fields\"                   | \"name\": \"cents\"            | rules[1].name",
                "\"name\": \"fields\"                   | \"name\": \"manual\"           | rules[1].name",
                "\"name\": \"fields\"                   | \"name\": \"Fields!\"          | rules[1].name",
                "\"counterparty\": \"OPTIONAL\"         | \"counterparty\": null         | rules[1].counterparty",
                "\"account\": \"CLIENT*\"               | \"account\": \"*CLIENT\"       | rules[1].account",
                "\"pattern\": \"T#+\"                   | \"pattern\": \"T+\"            | rules[2].pattern",
                "\"by\": [\"COUNTERPARTY\", \"VALUE_DATE\"] | \"by\": [\"COUNTERPARTY\", \"AGE\"] | rules[3].by[1]",
                "\"maxCandidates\": 16                  | \"maxCandidates\": 31          | rules[4].maxCandidates",
                "\"rate\": \"7.7950\"                   | \"rate\": \"0.0\"              | rules[5].rates[0].rate",
                "\"to\": \"HKD\"                        | \"into\": \"HKD\"              | rules[5].rates[0].to",
                "\"mode\": \"AUTOMATIC\", \"businessDays\": 3 | \"businessDays\": 3      | rules[6].mode",
                "\"aliases\"                            | \"alias\"                      | alias",
            })
    void a_fault_is_told_with_its_place(String right, String wrong, String field) {
        assertThat(ALL).contains(right);
        assertThatExceptionOfType(BadRuleSet.class)
                .isThrownBy(() -> RuleSetReader.read(
                        1,
                        new JsonObject(ALL.replaceFirst(
                                java.util.regex.Pattern.quote(right),
                                java.util.regex.Matcher.quoteReplacement(wrong)))))
                .satisfies(bad -> {
                    assertThat(bad.field()).isEqualTo(field);
                    assertThat(bad.sentence()).startsWith(field + " ");
                });
    }
}
