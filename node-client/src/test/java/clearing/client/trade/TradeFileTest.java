package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.client.trade.TradeRow.Side;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.TradeKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TradeFileTest {
    private static final String MEMBER = "Harbour";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_row_is_read_with_its_codes_looked_up() {
        TradeRow row = TestConsortium.row(folder, MEMBER, TestConsortium.GOOD);

        assertThat(row)
                .isEqualTo(new TradeRow(
                        2,
                        "HB-1",
                        Side.SELL,
                        TradeKind.DVP,
                        "Lotus",
                        1,
                        0,
                        "HK",
                        2,
                        100,
                        Optional.of(new TradeRow.Payment(0, 250_000)),
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 20),
                        Priority.URGENT,
                        Optional.empty(),
                        new TradeRow.Detail("25.00", "C1", "block")));
    }

    @ParameterizedTest(name = "{1} instead of {0}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2500.00      | 2500.001                        | 10 | BAD_AMOUNT",
                "2500.00      | 1e100000000                     | 10 | BAD_AMOUNT",
                "2500.00      | -2500.00                        | 10 | BAD_AMOUNT",
                "2500.00      | +2500.00                        | 10 | BAD_AMOUNT",
                "2500.00      | ２５００                         | 10 | BAD_AMOUNT",
                "2500.00      | 2.500.00                        | 10 | BAD_AMOUNT",
                "2500.00      | 0.00                            | 10 | AMOUNT_NOT_POSITIVE",
                "2500.00      | 99999999999999999999999.00      | 10 | AMOUNT_TOO_LARGE",
                "2500.00      | 1000000000000000000000000000000000000000000000 | 10 | BAD_AMOUNT",
                "100,HKD      | 1.5,HKD                         | 8  | BAD_AMOUNT",
                "Lotus        | Nobody                          | 4  | UNKNOWN_MEMBER",
                "Lotus        | Harbour                         | 4  | OWN_COUNTERPARTY",
                "CLIENT,HOUSE | NOSTRO,HOUSE                    | 5  | UNKNOWN_ACCOUNT",
                "HK0000069689 | HK0000000000                    | 7  | UNKNOWN_ASSET",
                "HB-1         | hb-1                            | 1  | BAD_REFERENCE",
                "HB-1         | ABCDEFGHIJKLMNOPQ               | 1  | BAD_REFERENCE",
                "SELL         | SOLD                            | 2  | BAD_VALUE",
                "DVP          | PVP                             | 3  | KIND_MISMATCH",
                "DVP          | PAYMENT                         | 9  | KIND_MISMATCH",
                "2026-11-20,U | 2026-11-31,U                    | 12 | BAD_DATE",
                "2026-11-20,U | 20.11.2026,U                    | 12 | BAD_DATE",
                "2026-11-20,U | 2026-11-19,U                    | 12 | DATE_OUT_OF_RANGE",
                "2026-11-20,U | 2300-01-01,U                    | 12 | DATE_OUT_OF_RANGE"
            })
    void a_bad_field_is_named_by_line_and_column_and_the_rest_is_read(
            String good, String bad, int column, String code) {
        String wrong = TestConsortium.GOOD.replace(good, bad);
        String after = TestConsortium.GOOD.replace("HB-1", "HB-2");

        TradeFile file = TestConsortium.read(TestConsortium.file(folder, wrong, after), MEMBER);

        assertThat(file.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.reference()).isEqualTo("HB-2"));
        assertThat(file.errors()).first().satisfies(error -> {
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.column()).isEqualTo(column);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.toString()).startsWith(folder.resolve("trades.csv") + ":2:" + column + ": " + code + " ");
        });
    }

    @Test
    void a_second_row_with_the_same_reference_names_the_first() {
        TradeFile file =
                TestConsortium.read(TestConsortium.file(folder, TestConsortium.GOOD, TestConsortium.GOOD), MEMBER);

        assertThat(file.rows()).hasSize(1);
        assertThat(file.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("DUPLICATE_REFERENCE");
            assertThat(error.line()).isEqualTo(3);
            assertThat(error.sentence()).contains("line 2");
        });
    }

    @Test
    void a_row_with_too_few_or_too_many_fields_is_left_out() {
        TradeFile file = TestConsortium.read(
                TestConsortium.file(
                        folder, "HB-7,SELL", TestConsortium.GOOD, TestConsortium.GOOD.replace("HB-1", "HB-2") + ",x"),
                MEMBER);

        assertThat(file.rows()).hasSize(1);
        assertThat(file.errors()).extracting(LocatedError::code).containsExactly("FIELD_COUNT", "FIELD_COUNT");
        assertThat(file.errors()).extracting(LocatedError::line).containsExactly(2L, 4L);
    }

    @Test
    void a_file_that_cannot_be_read_as_a_table_is_refused_as_a_whole() throws Exception {
        assertRefused(TestConsortium.write(folder, "reference,side\nA,B\n"), "MISSING_COLUMN", 1);
        assertRefused(TestConsortium.write(folder, TestConsortium.HEADER + ",side\n"), "DOUBLED_COLUMN", 1);
        assertRefused(
                TestConsortium.file(folder, TestConsortium.GOOD, "\"HB\"x" + TestConsortium.GOOD), "MALFORMED_CSV", 3);
        assertRefused(TestConsortium.write(folder, ""), "EMPTY_FILE", 1);
        assertRefused(folder.resolve("none.csv"), "UNREADABLE", 0);
        byte[] latin =
                (TestConsortium.HEADER + "\n" + TestConsortium.GOOD + "é\n").getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(Files.write(folder.resolve("latin.csv"), latin), "NOT_UTF8", 2);
    }

    private static void assertRefused(Path file, String code, long line) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TestConsortium.read(file, MEMBER))
                .satisfies(e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.line()).isEqualTo(line);
                }));
    }

    @Test
    void a_file_from_elsewhere_is_read_through_its_mapping() throws Exception {
        Path mapping = Files.writeString(folder.resolve("mapping.json"), """
                {"delimiter": ";", "dateFormat": "dd.MM.uuuu", "decimalSeparator": ",", "thousandsSeparator": ".",
                 "columns": {"reference": "Deal", "side": "B/S", "quantity": "Nominal", "settlement_amount": "Betrag",
                             "trade_date": "Handel", "value_date": "Valuta", "counterparty": "Partner", "asset": "ISIN"},
                 "constants": {"kind": "DVP", "account": "CLIENT", "counterparty_account": "HOUSE", "settlement_asset": "HKD"},
                 "values": {"side": {"V": "SELL", "K": "BUY"}, "counterparty": {"LOT": "Lotus"}}}
                """);
        Path file = TestConsortium.write(
                folder,
                "Deal;B/S;Partner;ISIN;Nominal;Betrag;Handel;Valuta\n"
                        + "HB-1;V;LOT;HK0000069689;1.000;25.000,50;20.11.2026;20.11.2026\n"
                        + "HB-2;V;LOT;HK0000069689;1.000;25.000,555;20.11.2026;20.11.2026\n");

        TradeFile read = TradeFile.read(file, ColumnMapping.read(mapping), TestConsortium.constitution(), MEMBER);

        assertThat(read.rows()).singleElement().satisfies(row -> {
            assertThat(row.side()).isEqualTo(Side.SELL);
            assertThat(row.quantity()).isEqualTo(1_000);
            assertThat(row.payment()).contains(new TradeRow.Payment(0, 2_500_050));
            assertThat(row.valueDate()).isEqualTo(LocalDate.of(2026, 11, 20));
        });
        assertThat(read.errors()).singleElement().satisfies(error -> {
            assertThat(error.column()).isEqualTo(6);
            assertThat(error.code()).isEqualTo("BAD_AMOUNT");
        });
    }

    @Test
    void an_error_quotes_input_only_in_part_and_without_control_characters() {
        String bad = TestConsortium.GOOD.replace("Lotus", "\"evil\u001B[31m" + "x".repeat(200) + "\"");

        TradeFile file = TestConsortium.read(TestConsortium.file(folder, bad), MEMBER);

        assertThat(file.errors())
                .first()
                .satisfies(error ->
                        assertThat(error.sentence()).doesNotContain("\u001B").hasSizeLessThan(120));
    }
}
