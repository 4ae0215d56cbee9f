package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of banks as they are, with made-up figures: each is read exactly, or refused at its line and column. */
class CsvDialectsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ". | ''  | 1234.50 | 123450",
                ". | ''  | -1234.50 | -123450",
                ". | ''  | +1234.50 | 123450",
                ". | ''  | 1234.50- | -123450",
                ". | ''  | 1234.50+ | 123450",
                ". | ''  | - 1234.50 | -123450",
                ". | ''  | \u22121234.50 | -123450",
                ". | ''  | (1234.50) | -123450",
                ". | ''  | 1234.50 DR | -123450",
                ". | ''  | 1234.50Cr | 123450",
                ". | ','  | 1,234.50 | 123450",
                ". | ','  | (1,234.50) | -123450",
                ". | ','  | 1,234,567.5 cr | 123456750",
                ", | .  | 1.234,50 | 123450",
                ", | .  | -1.234,50 | -123450",
                ", | ' '  | 1 234,50 | 123450",
                ", | ' '  | -1\u00A0234,50 | -123450",
                ", | ' '  | 1\u202F234,50- | -123450",
                ". | ''''  | 1'234.50 | 123450",
                ". | ''''  | -1\u2019234.50 | -123450",
            })
    void amounts_with_their_signs_and_separators(String decimal, String groups, String written, long minor) {
        BooksFile file = read(mapping(decimal, groups, "uuuu-MM-dd"), "D;A\n2026-11-23;" + written);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements().getFirst().entries().getFirst().amountMinor())
                .isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--1", "-1-", "(-1)", "(1", "1)", "(a)", "-", "CR", "1 CRDR", "1.23,4", "1 234", "1,23", "5€"})
    void what_is_no_such_amount_is_refused_at_its_place(String written) {
        BooksFile file = read(mapping(".", "", "uuuu-MM-dd"), "D;A\n2026-11-23;" + written);

        assertThat(file.statements().stream().flatMap(s -> s.entries().stream()))
                .isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.AMOUNT_MALFORMED);
            assertThat(problem.location().line()).isEqualTo(2);
            assertThat(problem.location().column()).isEqualTo(12);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "dd.MM.uu, 23.11.26",
        "d.M.uuuu, 23.11.2026",
        "MM/dd/uuuu, 11/23/2026",
        "uuuuMMdd, 20261123",
        "dd-MMM-uuuu, 23-Nov-2026",
        "dd MMM uu, 23 NOV 26",
        "uuuu-MM-dd HH:mm:ss, 2026-11-23 23:59:59",
        "dd.MM.uuuu HH:mm, 23.11.2026 00:00",
    })
    void days_in_their_formats(String format, String written) {
        BooksFile file = read(mapping(".", "", format), "D;A\n" + written + ";1");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements().getFirst().entries().getFirst().bookingDate())
                .isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void directions_in_words_that_all_banks_share() {
        CsvMapping mapping = json("""
                {"columns": {"bookingDate": "D", "amount": "A", "direction": "W"},
                 "constants": {"account": "HB-HOUSE-HKD", "asset": "HKD"}, "delimiter": ";"}""");
        StringBuilder text = new StringBuilder("D;A;W\n");
        for (String word : new String[] {"D", "dr", "Debit", "DBIT", "C", "CR", "credit", "CRDT"}) {
            text.append("2026-11-23;1;").append(word).append('\n');
        }

        assertThat(read(mapping, text.toString()).statements().getFirst().entries())
                .extracting(BookEntry::amountMinor)
                .containsExactly(-100L, -100L, -100L, -100L, 100L, 100L, 100L, 100L);
    }

    /** What stands above the table is no row of it; what stands below is refused where it stands. */
    @Test
    void lines_above_the_header_and_below_the_rows() {
        CsvMapping mapping = mapping(",", ".", "dd.MM.uuuu");
        String top = "\uFEFFAccount;70010020030\n\"Period;\"open\nfrom;01.11.2026;to;30.11.2026\n\n";

        BooksFile file = read(mapping, top + "\"D\";\"A\"\n23.11.2026;1,00;\n24.11.2026;\"2,00\";;\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements().getFirst().entries())
                .extracting(e -> e.location().line())
                .containsExactly(6, 7);

        BooksFile below = read(mapping, top + "D;A\n23.11.2026;1,00\nPrinted;1,00\n");
        assertThat(below.problems())
                .extracting(p -> p.code() + " " + p.location().line() + ":"
                        + p.location().column())
                .containsExactly("DATE_MALFORMED 7:1");
        assertThat(read(mapping, top + "Date;A\n23.11.2026;1,00\n").problems())
                .extracting(p -> p.code() + " " + p.location().line())
                .containsExactly("COLUMN_UNKNOWN 1");
    }

    private static CsvMapping mapping(String decimal, String groups, String dateFormat) {
        return json("{\"columns\": {\"bookingDate\": \"D\", \"amount\": \"A\"}, \"delimiter\": \";\","
                + " \"constants\": {\"account\": \"HB-HOUSE-HKD\", \"asset\": \"HKD\"},"
                + (groups.isEmpty() ? "" : " \"thousandsSeparator\": \"" + groups + "\",") + " \"decimalSeparator\": \""
                + decimal + "\", \"dateFormat\": \"" + dateFormat + "\"}");
    }

    private static CsvMapping json(String text) {
        return BooksConfigReader.readMapping("mapping.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static BooksFile read(CsvMapping mapping, String text) {
        try {
            return new CsvBooks(Samples.config(), Samples.SCALES)
                    .read("books.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
