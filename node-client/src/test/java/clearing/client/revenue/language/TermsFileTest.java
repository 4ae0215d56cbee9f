package clearing.client.revenue.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsFileTest {
    private static final Path YAML = Path.of("robo.yaml");
    private static final String GOOD = """
            agreement: ROBO-1
            version: 1
            title: Robo-adviser
            currency: HKD
            cycle: monthly
            from: 2027-01-01
            parties:
              - {member: QuillTech, account: HOUSE, view: all}
              - {member: LanternPay, account: HOUSE, view: shares}
            collector: LanternPay
            measures:
              users:
                label: Users
                unit: count of users
                reporter: LanternPay
                attesters: [QuillTech]
                window: 5 days
                most: 5,000,000
              management_fee:
                label: Management fees
                unit: HKD
                reporter: LanternPay
                most: 1,000,000.00 HKD
            pool: [management_fee]
            clauses:
              - id: TECH
                label: 30 % of the management fee
                clause: share
                to: QuillTech
                of: management_fee
                rate: 30%
                changes:
                  - measure: users
                    above: 1,000,000 users
                    points: +5 pp
              - id: REST
                label: What is left
                clause: residual
                portions: {LanternPay: 100%}
            lookback: 12 periods
            """;

    private static Terms read(Path name, String text) {
        return TermsFile.parse(name, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static List<LocatedError> faults(Path name, String text) {
        return catchThrowableOfType(BadInput.class, () -> read(name, text)).errors();
    }

    @Test
    void yaml_and_json_say_the_same() {
        Terms terms = read(YAML, GOOD);

        assertThat(read(Path.of("robo.json"), TermsWriter.json(terms))).isEqualTo(terms);
        assertThat(terms.measures()).extracting("name").containsExactly("management_fee", "users");
    }

    @Test
    void parties_stand_by_member_id_unless_they_stand_as_listed() {
        String listed = GOOD.replace("cycle: monthly", "cycle: monthly\norder: as-listed");

        assertThat(read(YAML, GOOD).parties()).extracting(Party::member).containsExactly("LanternPay", "QuillTech");
        assertThat(read(YAML, listed).parties()).extracting(Party::member).containsExactly("QuillTech", "LanternPay");
        assertThat(read(YAML, TermsWriter.yaml(read(YAML, listed)))).isEqualTo(read(YAML, listed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    currency: HKD           | currency: HKQ           | 4:11  | NAME
                    cycle: monthly          | cycle: yearly           | 5:8   | UNKNOWN_WORD
                    from: 2027-01-01        | from: 2027-02-30        | 6:7   | MALFORMED_DATE
                    from: 2027-01-01        | from: 2027-01-02        | 6:7   | PERIOD
                    account: HOUSE, view: all | account: house, view: all | 8:34 | NAME
                    collector: LanternPay   | collector: Nobody       | 10:12 | REFERENCE
                    unit: count of users    | unit: users             | 14:11 | UNKNOWN_UNIT
                    most: 5,000,000         | most: 5 million         | 18:11 | MALFORMED_FIGURE
                    most: 5,000,000         | most: 100,000           | 34:16 | UNREACHABLE
                    pool: [management_fee]  | pool: [users]           | 24:8  | DIMENSION
                    clause: share           | clause: gift            | 28:13 | UNKNOWN_WORD
                    to: QuillTech           | to: Quill               | 29:9  | REFERENCE
                    of: management_fee      | of: users               | 30:9  | DIMENSION
                    of: management_fee      | of: fees                | 30:9  | REFERENCE
                    rate: 30%               | rate: 30 pp             | 31:11 | MALFORMED_FIGURE
                    rate: 30%               | rate: 97%               | 31:11 | RATE
                    above: 1,000,000 users  | above: 1,000,000.00 HKD | 34:16 | MALFORMED_FIGURE
                    points: +5 pp           | points: 5%              | 35:17 | MALFORMED_FIGURE
                    points: +5 pp           | point: +5 pp            | 33:9  | MISSING_FIELD
                    {LanternPay: 100%}      | {LanternPay: 90%}       | 39:15 | SUM
                    lookback: 12 periods    | lookback: 40 periods    | 40:11 | BOUNDS
                    lookback: 12 periods    | look: 12 periods        | 40:1  | UNKNOWN_FIELD
                    lookback: 12 periods    | version: 2              | 40:1  | DOUBLED_FIELD
                    lookback: 12 periods    | lookback:               | 40:10 | MALFORMED_TERMS
                    """)
    void a_fault_is_told_with_its_line_and_column(String good, String bad, String at, String code) {
        List<LocatedError> faults = faults(YAML, GOOD.replace(good, bad));

        assertThat(faults)
                .extracting(error -> error.line() + ":" + error.column(), LocatedError::code)
                .contains(tuple(at, code));
    }

    @Test
    void all_faults_are_told_in_the_order_of_the_file() {
        String bad = GOOD.replace("cycle: monthly", "cycle: yearly")
                .replace("rate: 30%", "rate: lots")
                .replace("lookback: 12 periods", "look: 12");

        assertThat(faults(YAML, bad))
                .extracting(LocatedError::toString)
                .containsExactly(
                        "robo.yaml:5:8: UNKNOWN_WORD 'yearly' is none of daily, monthly, quarterly.",
                        "robo.yaml:31:11: MALFORMED_FIGURE 'lots' is no percentage, such as 30% or 12.5%.",
                        "robo.yaml:40:1: UNKNOWN_FIELD 'look' is no field here; there are agreement, version, title, currency,"
                                + " cycle, from, until, changeover, order, parties, collector, escrow, measures, pool, clauses,"
                                + " reserve, lookback.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: &x 1\\nb: *x | Aliases
                    a: !!int 1      | Aliases
                    a: 1\\n---\\nb: 2 | second document
                    'a: {b: 1'      | expected
                    '[1, 2]'        | Fields with values
                    """)
    void nothing_hidden_is_read(String text, String expected) {
        List<LocatedError> faults = faults(YAML, text.replace("\\n", "\n") + "\n");

        assertThat(faults.getFirst().code()).isEqualTo("MALFORMED_TERMS");
        assertThat(faults.getFirst().sentence()).contains(expected);
    }

    @Test
    void size_and_depth_are_bounded() {
        assertThat(faults(YAML, "x".repeat(256 * 1024 + 1)).getFirst().code()).isEqualTo("FILE_TOO_LARGE");
        assertThat(faults(YAML, "a: " + "[".repeat(200) + "]".repeat(200))
                        .getFirst()
                        .code())
                .isEqualTo("MALFORMED_TERMS");
        assertThat(faults(Path.of("a.json"), "{\"a\": " + "[".repeat(200) + "]".repeat(200) + "}")
                        .getFirst()
                        .code())
                .isEqualTo("MALFORMED_TERMS");
        assertThat(faults(YAML, "").getFirst().sentence()).isEqualTo("The file is empty.");
    }
}
