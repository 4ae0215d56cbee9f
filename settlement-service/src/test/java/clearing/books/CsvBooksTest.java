package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvBooksTest {
    private static final String HEADER =
            "record,statement,account_id,isin,booking_date,value_date,reference,counterparty,quantity,reversal,text\n";
    private static final String OPENING = "OPENING,S1,HB-SEC,HK0000069689,2026-11-23,,,,100,,\n";
    private static final String ENTRY =
            "ENTRY,S1,HB-SEC,HK0000069689,2026-11-23,2026-11-24,T1,LOTUHKHH,-250,false,\"sold, \"\"all\"\"\"\n";
    private static final String CLOSING = "CLOSING,S1,HB-SEC,HK0000069689,2026-11-23,,,,-150,,\n";
    private static final CsvMapping SECURITIES = mapping("""
            {"columns": {"record": "record", "statement": "statement", "account": "account_id", "asset": "isin",
             "bookingDate": "booking_date", "valueDate": "value_date", "reference": "reference",
             "counterparty": "counterparty", "amount": "quantity", "reversal": "reversal", "text": "text"}}""");

    @Test
    void reads_a_securities_ledger_with_its_proof() {
        BooksFile file = read(SECURITIES, HEADER + OPENING + ENTRY + CLOSING);

        assertThat(file.problems()).isEmpty();
        Statement statement = file.statements().getFirst();
        assertThat(statement.statementId()).isEqualTo("S1");
        assertThat(statement.opening()).contains(new Balance(100, LocalDate.of(2026, 11, 23)));
        assertThat(statement.closing().map(Balance::minor)).isEqualTo(Optional.of(-150L));
        assertThat(statement.proven()).isTrue();
        BookEntry entry = statement.entries().getFirst();
        assertThat(entry.amountMinor()).isEqualTo(-250);
        assertThat(entry.counterparty()).isEqualTo("LotusSecurities");
        assertThat(entry.text()).isEqualTo("sold, \"all\"");
        assertThat(entry.location()).hasToString("books.csv:3:1");
        assertThat(file.summary(true))
                .isEqualTo("books.csv: 3 rows read, 0 refused, 0 problems; 1 entries of 1 statements taken");
    }

    @Test
    void the_references_of_a_merged_entry_are_taken_apart() {
        BooksFile file = read(SECURITIES, HEADER + OPENING + ENTRY.replace("T1", "T1+T2 + T1") + CLOSING);

        assertThat(file.statements().getFirst().entries().getFirst().references())
                .containsExactly("T1", "T2");
    }

    @Test
    void a_bad_row_is_reported_with_its_place_and_the_caller_says_what_counts() {
        BooksFile file = read(SECURITIES, HEADER + OPENING + ENTRY + ENTRY.replace("-250", "-2.5") + CLOSING);

        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.AMOUNT_TOO_PRECISE);
            assertThat(problem.location()).isEqualTo(new Location("books.csv", 4, 64));
            assertThat(problem.field()).isEqualTo("quantity");
        });
        assertThat(file.accepted(true)).isEmpty();
        assertThat(file.accepted(false)).singleElement().satisfies(statement -> {
            assertThat(statement.entries()).hasSize(1);
            assertThat(statement.proven()).isFalse();
        });
        assertThat(file.rowsRead()).isEqualTo(4);
        assertThat(file.rowsRefused()).isEqualTo(1);
        assertThat(file.summary(true)).contains("all or nothing");
    }

    @Test
    void wrong_sums_and_missing_balances_refuse_their_account_only() {
        String other = (OPENING + ENTRY + CLOSING).replace("HK0000069689", "US0378331005");

        BooksFile sums = read(SECURITIES, HEADER + OPENING + ENTRY + CLOSING.replace("-150", "-151") + other);
        BooksFile missing = read(SECURITIES, HEADER + OPENING + ENTRY + other);

        assertThat(codes(sums)).containsExactly(ProblemCode.SUM_DIFFERS);
        assertThat(sums.problems().getFirst().location().line()).isEqualTo(4);
        assertThat(sums.statements()).extracting(Statement::asset).containsExactly("US0378331005");
        assertThat(codes(missing)).containsExactly(ProblemCode.BALANCE_MISSING);
        assertThat(missing.statements()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HB-SEC, NOBODY, ACCOUNT_UNKNOWN, 10",
        "HK0000069689, HK0000069680, ASSET_UNKNOWN, 17",
        "2026-11-24, 24.11.2026, DATE_MALFORMED, 41",
        "2026-11-24, 2026-11-31, DATE_MALFORMED, 41",
        "-250, 1e9, AMOUNT_MALFORMED, 64",
        "-250, --250, AMOUNT_MALFORMED, 64",
        "false, maybe, FIELD_INVALID, 69",
        "ENTRY, ENTRIES, FIELD_INVALID, 1",
    })
    void each_field_is_checked_at_its_column(String right, String wrong, ProblemCode code, int column) {
        BooksFile file = read(SECURITIES, HEADER + ENTRY.replaceFirst(right, wrong));

        Problem problem = file.problems().getFirst();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.location().line()).isEqualTo(2);
        assertThat(problem.location().column()).isEqualTo(column);
    }

    @Test
    void structure_errors_cost_one_row() {
        BooksFile file = read(
                SECURITIES,
                HEADER + OPENING + "ENTRY,too,short\n" + "ENTRY,\"open quote\n" + "EN\"TRY,x\n" + ENTRY + CLOSING);

        assertThat(codes(file)).containsExactly(ProblemCode.ROW_WIDTH, ProblemCode.ROW_QUOTE, ProblemCode.ROW_QUOTE);
        assertThat(file.problems()).extracting(p -> p.location().line()).containsExactly(3, 4, 5);
        assertThat(file.statements()).hasSize(1);
    }

    @Test
    void a_header_without_a_mapped_column_refuses_the_file() {
        assertThat(codes(read(SECURITIES, HEADER.replace("quantity", "amount") + ENTRY)))
                .containsExactly(ProblemCode.COLUMN_UNKNOWN);
        assertThat(codes(read(SECURITIES, HEADER.replace("text", "isin") + ENTRY)))
                .containsExactly(ProblemCode.COLUMN_UNKNOWN);
        assertThat(codes(read(SECURITIES, ""))).containsExactly(ProblemCode.FIELD_MISSING);
    }

    @Test
    void a_german_export_with_debit_and_credit_columns_reads_the_same() {
        CsvMapping mapping = mapping("""
                {"columns": {"account": "Konto", "valueDate": "Valuta", "debit": "Soll", "credit": "Haben", "reference": "Ref"},
                 "constants": {"asset": "HKD"}, "dateFormat": "dd.MM.uuuu", "delimiter": ";", "decimalSeparator": ",",
                 "thousandsSeparator": ".", "charset": "ISO-8859-1"}""");

        BooksFile file = read(
                mapping,
                String.join(
                        "\r\n",
                        "Konto;Valuta;Soll;Haben;Ref",
                        "HB-HOUSE-HKD;23.11.2026;1.234,50;;A",
                        "HB-HOUSE-HKD;23.11.2026;;7;B",
                        "HB-HOUSE-HKD;23.11.2026;1;2;C",
                        "HB-HOUSE-HKD;23.11.2026;12.34,50;;D",
                        ""));

        assertThat(file.statements().getFirst().entries())
                .extracting(BookEntry::amountMinor)
                .containsExactly(-123_450L, 700L);
        assertThat(file.statements().getFirst().proven()).isFalse();
        assertThat(codes(file)).containsExactly(ProblemCode.FIELD_INVALID, ProblemCode.AMOUNT_MALFORMED);
    }

    @Test
    void directions_go_through_the_value_table() {
        CsvMapping mapping = mapping("""
                {"columns": {"account": "a", "asset": "c", "bookingDate": "d", "amount": "n", "direction": "s"},
                 "values": {"direction": {"S": "DEBIT", "H": "CREDIT"}}}""");

        BooksFile file = read(
                mapping,
                "a,c,d,n,s\nHB-HOUSE-HKD,HKD,2026-11-23,1.5,S\nHB-HOUSE-HKD,HKD,2026-11-23,1.5,H\nHB-HOUSE-HKD,HKD,2026-11-23,-1,S\nHB-HOUSE-HKD,HKD,2026-11-23,1,X\n");

        assertThat(file.statements().getFirst().entries())
                .extracting(BookEntry::amountMinor)
                .containsExactly(-150L, 150L);
        assertThat(codes(file)).containsExactly(ProblemCode.AMOUNT_MALFORMED, ProblemCode.FIELD_INVALID);
    }

    @Test
    void a_byte_order_mark_wins_and_bytes_of_no_character_are_refused() {
        String text = HEADER + OPENING + ENTRY + CLOSING;
        String hash = read(SECURITIES, text).statements().getFirst().contentHash();

        assertThat(read(SECURITIES, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))
                        .statements()
                        .getFirst()
                        .contentHash())
                .isEqualTo(hash);
        BooksFile file = read(SECURITIES, (HEADER + "é").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(codes(file)).containsExactly(ProblemCode.CHARSET);
        assertThat(file.problems().getFirst().location().line()).isEqualTo(2);
    }

    private static List<ProblemCode> codes(BooksFile file) {
        return file.problems().stream().map(Problem::code).toList();
    }

    private static CsvMapping mapping(String json) {
        return BooksConfigReader.readMapping("mapping.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static BooksFile read(CsvMapping mapping, String text) {
        return read(mapping, text.getBytes(mapping.charset()));
    }

    private static BooksFile read(CsvMapping mapping, byte[] bytes) {
        try {
            return new CsvBooks(Samples.config(), Samples.SCALES)
                    .read("books.csv", new ByteArrayInputStream(bytes), mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
