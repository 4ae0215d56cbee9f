package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of totals: none is an entry, and what one states is held against the rows. */
class CsvTotalsTest {
    private static final String ROWS = "D;T;A\n2026-11-23;in;12.50\n2026-11-24;out;-2.50\n";
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Total;;10.00",
                "TOTAL:;;10.00",
                "Sum;10.00",
                ";Summe;10.00",
                "Total amount;2;10.00 HKD",
                "\u5408\u8ba1;;10.00",
                "Total (2 rows);;10.00;;"
            })
    void a_sum_in_usual_words_is_held_against_the_rows(String total) {
        BooksFile file = read("", ROWS + total);

        assertThat(file.problems()).isEmpty();
        assertThat(file.notices()).isEmpty();
        assertThat(amounts(file)).containsExactly(1250L, -250L);
        assertThat(file.rowsRead()).isEqualTo(2);
        assertThat(file.statements().getFirst().closing()).isEmpty();

        BooksFile other = read("", ROWS + total.replace("10.00", "10.01"));
        assertThat(other.statements()).isEmpty();
        assertThat(other.rowsRefused()).isEqualTo(2);
        assertThat(other.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SUM_DIFFERS);
            assertThat(problem.location().line()).isEqualTo(4);
            assertThat(problem.sentence()).contains("10.01", "10.00", "12.50 in", "2.50 out");
        });
    }

    @Test
    void sums_between_the_rows_are_of_what_stands_above_them() {
        String parts = "D;T;A\n2026-11-23;a;1.00\nTotal;;1.00\n2026-11-24;b;2.00\nTotal;;%s\nGrand total;;3.00\n";

        assertThat(read("", parts.formatted("2.00")).problems()).isEmpty();
        assertThat(read("", parts.formatted("3.00")).problems()).isEmpty();
        assertThat(lines(read("", parts.formatted("1.00")))).containsExactly("SUM_DIFFERS 5");
    }

    @Test
    void a_closing_balance_gives_the_opening_and_both_prove_the_rows() {
        BooksFile closed = read("", ROWS + "Closing balance 24.11.2026;;110.00\n");
        Statement derived = closed.statements().getFirst();
        assertThat(closed.problems()).isEmpty();
        assertThat(closed.notices()).extracting(Notice::code).containsExactly(NoticeCode.OPENING_DERIVED);
        assertThat(derived.opening()).contains(new Balance(10_000, FIRST));
        assertThat(derived.closing()).contains(new Balance(11_000, LAST));
        assertThat(derived.proven()).isFalse();

        String both = "D;T;A\nOpening balance;;100.00\n" + ROWS.substring(6) + "Closing balance;;%s\n";
        // What stands above the rows names no account yet when the first column of it is none of the constants.
        Statement proven = read("", both.formatted("110.00")).statements().getFirst();
        assertThat(proven.proven()).isTrue();
        assertThat(proven.opening()).contains(new Balance(10_000, FIRST));
        assertThat(lines(read("", both.formatted("110.01")))).containsExactly("SUM_DIFFERS 5");
        assertThat(lines(read("", both.formatted("110.00") + "Closing balance;;110.00\n")))
                .containsExactly("FIELD_DUPLICATE 6");
    }

    /** A balance that has a day looks like an entry; then the mapping has to name it. */
    @Test
    void rows_with_days_are_totals_when_the_mapping_names_them() {
        String text = ROWS + "2026-11-30;Kontostand;110.00\n2026-11-30;Printed for you;0.01\n";

        assertThat(amounts(read("", text))).containsExactly(1250L, -250L, 11_000L, 1L);
        BooksFile named = read(", \"totals\": {\"KONTOSTAND\": \"CLOSING\", \"Printed for you\": \"TEXT\"}", text);
        assertThat(named.problems()).isEmpty();
        assertThat(amounts(named)).containsExactly(1250L, -250L);
        assertThat(named.statements().getFirst().closing()).contains(new Balance(11_000, LocalDate.of(2026, 11, 30)));
    }

    @Test
    void totals_of_debits_and_credits_and_of_directions() {
        String sides =
                "{\"columns\": {\"bookingDate\": \"D\", \"debit\": \"O\", \"credit\": \"I\"}, \"delimiter\": \";\","
                        + " \"constants\": {\"account\": \"HB-HOUSE-HKD\", \"asset\": \"HKD\"}}";
        String text = "D;O;I\n2026-11-23;1.00;\n2026-11-23;;5.00\n2026-11-23;2.00;\n";
        assertThat(readBy(sides, text + "Total;3.00;5.00").problems()).isEmpty();
        assertThat(readBy(sides, text + "Total;;5.00").problems()).isEmpty();
        assertThat(lines(readBy(sides, text + "Total;3.00;5.01"))).containsExactly("SUM_DIFFERS 5");
        assertThat(lines(readBy(sides, text + "Total;2.00;5.00"))).containsExactly("SUM_DIFFERS 5");

        String words =
                "{\"columns\": {\"bookingDate\": \"D\", \"amount\": \"A\", \"direction\": \"W\"}, \"delimiter\": \";\","
                        + " \"constants\": {\"account\": \"HB-HOUSE-HKD\", \"asset\": \"HKD\"}}";
        String directed = "D;A;W\n2026-11-23;1.00;C\n2026-11-23;5.00;D\n";
        assertThat(readBy(words, directed + "Total;4.00;").problems()).isEmpty();
        assertThat(readBy(words, directed + "Total;-4.00;").problems()).isEmpty();
        assertThat(readBy(words, directed + "Total;6.00;").problems()).isEmpty();
        assertThat(lines(readBy(words, directed + "Total;5.00;"))).containsExactly("SUM_DIFFERS 4");
    }

    @Test
    void what_cannot_be_held_against_one_account_is_told() {
        String several = "{\"columns\": {\"bookingDate\": \"D\", \"amount\": \"A\", \"account\": \"K\"},"
                + " \"constants\": {\"asset\": \"HKD\"}}";

        BooksFile file = readBy(several, "D,K,A\n2026-11-23,HB-HOUSE-HKD,1\n2026-11-23,HB-CLIENT-HKD,2\nTotal,,3\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).hasSize(2);
        assertThat(file.notices())
                .extracting(n -> n.code() + " " + n.location().line())
                .containsExactly("TOTAL_UNCHECKED 4");
    }

    @Test
    void what_states_nothing_or_is_an_entry_stays_what_it_is() {
        assertThat(lines(read("", ROWS + "Total;;\n"))).containsExactly("DATE_MALFORMED 4");
        assertThat(lines(read("", ROWS + "Totalenergies;;10.00\n"))).containsExactly("DATE_MALFORMED 4");
        assertThat(amounts(read("", ROWS + "2026-11-24;Total;7.00\n"))).containsExactly(1250L, -250L, 700L);
        // A row that was refused leaves a total that nothing is to be said of.
        assertThat(lines(read("", ROWS + "2026-11-24;x;7.0.0\nTotal;;17.00\n"))).containsExactly("AMOUNT_MALFORMED 4");
    }

    @Test
    void a_mapping_names_only_what_there_is() {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                BadBooksConfig.class, () -> read(", \"totals\": {\"Total\": \"ALL\"}", ROWS))
                        .problem()
                        .field())
                .contains("totals");
    }

    /** For any rows: the right sum and balances are taken and change no entry, wrong ones take nothing. */
    @Test
    void totals_of_any_rows() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("D;T;A\n");
            long sum = 0;
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                long minor = random.nextInt(2_000_001) - 1_000_000;
                sum += minor;
                text.append("2026-11-2")
                        .append(random.nextInt(10))
                        .append(";x;")
                        .append(decimal(minor))
                        .append('\n');
                if (random.nextInt(8) == 0) {
                    text.append("Total;;").append(decimal(sum)).append('\n');
                }
            }
            long opening = random.nextInt(1_000_000);
            boolean wrong = random.nextBoolean();
            String end = "Opening balance;;" + decimal(opening) + "\nClosing balance;;"
                    + decimal(opening + sum + (wrong ? 1 : 0)) + "\n";
            BooksFile plain = read("", text.toString());
            BooksFile file = read("", text + end);
            assertThat(plain.problems()).as("seed " + seed).isEmpty();
            assertThat(file.isClean()).as("seed " + seed).isEqualTo(!wrong);
            assertThat(amounts(file)).as("seed " + seed).isEqualTo(wrong ? List.of() : amounts(plain));
        }
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static List<Long> amounts(BooksFile file) {
        return file.statements().stream()
                .flatMap(s -> s.entries().stream())
                .map(BookEntry::amountMinor)
                .toList();
    }

    private static List<String> lines(BooksFile file) {
        return file.problems().stream()
                .map(p -> p.code() + " " + p.location().line())
                .toList();
    }

    private static BooksFile read(String more, String text) {
        return readBy(
                "{\"columns\": {\"bookingDate\": \"D\", \"amount\": \"A\", \"text\": \"T\"}, \"delimiter\": \";\","
                        + " \"constants\": {\"account\": \"HB-HOUSE-HKD\", \"asset\": \"HKD\"}" + more + "}",
                text);
    }

    private static BooksFile readBy(String mapping, String text) {
        try {
            return new CsvBooks(Samples.config(), Samples.SCALES)
                    .read(
                            "books.csv",
                            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                            BooksConfigReader.readMapping("mapping.json", mapping.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
