package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtBooksTest {
    private static final AssetScales SCALES = asset -> switch (asset) {
        case "EUR", "PLN", "HKD" -> OptionalInt.of(2);
        case "JPY" -> OptionalInt.of(0);
        default -> OptionalInt.empty();
    };
    private static final BooksConfig CONFIG = new BooksConfig(
            "HarbourBrokers",
            List.of(
                    new BooksConfig.Account("517852257", "HOUSE", "EUR"),
                    new BooksConfig.Account("PL29114010810000267002001002", "HOUSE", "PLN"),
                    new BooksConfig.Account("1020304050", "HOUSE", "EUR"),
                    new BooksConfig.Account("HB-JPY", "HOUSE", "JPY")),
            Map.of("Lotus Securities Limited", "LotusSecurities", "LOTUHKHH", "LotusSecurities"),
            BooksConfig.DEFAULT_REFERENCES,
            List.of(),
            Map.of());

    @Test
    void a_real_report_of_a_day_so_far_is_read_with_its_totals() throws IOException {
        BooksFile file = real("mt942-mbank.sta");

        assertThat(file.problems()).isEmpty();
        assertThat(file.format()).contains(BooksFormat.MT942);
        Statement report = file.statements().getFirst();
        assertThat(report.kind()).isEqualTo(StatementKind.REPORT);
        assertThat(report.statementId()).isEqualTo("ST170119CYC/0001");
        assertThat(report.asset()).isEqualTo("PLN");
        assertThat(report.opening()).isEmpty();
        assertThat(report.closing()).isEmpty();
        assertThat(report.proven()).isFalse();
        assertThat(report.entries()).extracting(BookEntry::amountMinor).containsExactly(1L, 1L, 1L);
        assertThat(report.entries())
                .extracting(BookEntry::bankReference)
                .containsExactly("MB170119012058", "MB170119012085", "MB170119012121");
        assertThat(report.entries()).extracting(e -> e.location().line()).containsExactly(7, 13, 19);
        assertThat(report.entries().getFirst().text())
                .contains("TYT.: PRZELEW SRODKOW")
                .contains("911-TRANSAKCJA IPH");
    }

    /** Its balances are of more entries than it shows; the statement that it was cut from is whole. */
    @Test
    void a_real_file_that_was_cut_is_refused_with_both_sums_and_shows_what_is_in_it() throws IOException {
        BooksFile file = real("mt940-abnamro.sta");

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SUM_DIFFERS, ProblemCode.SUM_DIFFERS);
        assertThat(file.problems())
                .extracting(p -> p.location().line() + p.field())
                .containsExactly("27:62F:", "40:62M:");
        assertThat(file.problems().getFirst().sentence()).contains("3236.28", "2914.84", "876.84");
        Statement first = file.refused().get(0);
        assertThat(first.opening()).contains(new Balance(323628, LocalDate.of(2011, 5, 22)));
        assertThat(first.closing()).contains(new Balance(87684, LocalDate.of(2011, 5, 23)));
        assertThat(first.entries())
                .extracting(BookEntry::amountMinor)
                .containsExactly(-900L, -1159L, -1163L, -1180L, -1345L, -1549L, -10700L, -14148L);
        assertThat(first.entries().getFirst().valueDate()).isEqualTo(LocalDate.of(2011, 5, 24));
        assertThat(first.sequence()).isEqualTo(OptionalLong.of(19321));
        Statement second = file.refused().get(1);
        assertThat(second.opening()).contains(new Balance(287684, LocalDate.of(2011, 5, 23)));
        assertThat(second.closing()).contains(new Balance(184975, LocalDate.of(2011, 5, 24)));
        assertThat(second.entries()).extracting(BookEntry::amountMinor).containsExactly(-949L, -1500L);
        assertThat(second.lastPage()).isFalse();
    }

    @Test
    void the_same_file_with_closings_that_fit_is_taken() throws IOException {
        String text = new String(bytes("mt940-abnamro.sta"), StandardCharsets.ISO_8859_1)
                .replace("EUR876,84", "EUR2914,84")
                .replace("EUR1849,75", "EUR2852,35");

        BooksFile file = read(text);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(s -> s.entries().size()).containsExactly(8, 2);
        assertThat(file.statements()).allMatch(Statement::proven);
    }

    /** Three lines of a statement, broken in the middle: account and balances are elsewhere. */
    @Test
    void a_real_fragment_is_refused_for_all_that_it_lacks() throws IOException {
        BooksFile file = real("mt940-sparkassen.sta");

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems())
                .extracting(p -> p.code() + " " + p.field())
                .containsExactly("FIELD_MISSING :25:", "BALANCE_MISSING :60F:", "BALANCE_MISSING :62F:");
    }

    @Test
    void the_broken_lines_of_that_fragment_are_read_where_the_rest_is_there() throws IOException {
        String fragment = new String(bytes("mt940-sparkassen.sta"), StandardCharsets.ISO_8859_1);

        BookEntry entry = only(read(":20:STARTUMS\n:25:20041111/1020304050\n:28C:0\n:60F:C181125EUR1,00\n" + fragment
                        + ":62F:C181126EUR31,00\n-\n"))
                .entries()
                .getFirst();

        assertThat(entry.amountMinor()).isEqualTo(3000);
        assertThat(entry.reversal()).isFalse();
        assertThat(entry.bookingDate()).isEqualTo(LocalDate.of(2018, 11, 26));
        assertThat(entry.transactionCode()).isEqualTo("N062 166 GUTSCHR. UEBERWEISUNG");
        assertThat(entry.text()).isEqualTo("Test");
        assertThat(entry.references()).isEmpty();
    }

    @Test
    void blocks_pages_and_several_messages_on_one_line_are_told_apart() {
        String block = "{1:F01BANKHKHHAXXX0000000000}{2:O9401200261123BANKHKHHAXXX00000000002611231200N}{3:}{4:\r\n";
        BooksFile file = read(block
                + ":20:S1\r\n:25:517852257EUR\r\n:28C:999/1\r\n:60F:C261123EUR0,\r\n:61:2611231123C7,5NTRFT1\r\n"
                + ":62M:C261123EUR7,5\r\n-}" + block
                + ":20:S1\r\n:25:517852257EUR\r\n:28C:999/2\r\n:60M:C261123EUR7,5\r\n:61:2611231123D10,NTRFT2\r\n"
                + ":62F:D261123EUR2,5\r\n:64:D261123EUR2,5\r\n:65:D261124EUR2,5\r\n-}{5:{MAC:0}{CHK:0}}\r\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(Statement::page).containsExactly(1, 2);
        assertThat(file.statements()).extracting(Statement::lastPage).containsExactly(false, true);
        assertThat(file.statements().get(1).closing()).contains(new Balance(-250, LocalDate.of(2026, 11, 23)));
        assertThat(file.statements().get(1).balances())
                .extracting(StatedBalance::type)
                .containsExactly("ITBD", "CLBD", "CLAV", "FWAV");
        assertThat(file.statements().get(0).internalAccountId()).isEqualTo("517852257");
    }

    @Test
    void messages_of_other_types_are_refused_by_their_number() {
        BooksFile file = read("{1:F01BANKHKHHAXXX0000000000}{2:O1031200261123BANKHKHHAXXX00000000002611231200N}{4:\n"
                + ":20:S1\n-}\n");

        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.MESSAGE_UNSUPPORTED);
            assertThat(problem.sentence()).contains("MT103");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "C12;34NTRF, 1234, false",
        "D12;34NTRF, -1234, false",
        "RC12;34NTRF, -1234, true",
        "RD12;34NTRF, 1234, true",
        "CR12;34NTRF, 1234, false",
        "DR12;34NTRF, -1234, false",
        "RCR12;34NTRF, -1234, true",
        "C000000000012;34NTRF, 1234, false",
        "D12;NTRF, -1200, false",
        "D12;3NTRF, -1230, false",
        "D12NTRF, -1200, false",
        "D12.34NTRF, -1234, false",
        "D12;34 NRTI, -1234, false"
    })
    void marks_letters_and_amounts(String line, long minor, boolean reversal) {
        Optional<BookEntry> entry = entry("2611231123" + line.replace(';', ',') + "NONREF");

        assertThat(entry.map(BookEntry::amountMinor)).contains(minor);
        assertThat(entry.map(BookEntry::reversal)).contains(reversal);
    }

    @ParameterizedTest
    @CsvSource({
        "2612311231C1NTRF, 2026-12-31, 2026-12-31",
        "2612310102C1NTRF, 2026-12-31, 2027-01-02",
        "2701021231C1NTRF, 2027-01-02, 2026-12-31",
        "261231C1NTRF, 2026-12-31, 2026-12-31",
        "261231    C1NTRF, 2026-12-31, 2026-12-31",
        "1602300301D1NTRF, 2016-02-29, 2016-03-01",
        "2702300301D1NTRF, 2027-02-28, 2027-03-01",
        "2802280229D1NTRF, 2028-02-28, 2028-02-29",
        "9912310101D1NTRF, 1999-12-31, 2000-01-01"
    })
    void entry_dates_without_a_year_are_the_nearest_to_the_value_date(String line, LocalDate value, LocalDate booked) {
        Optional<BookEntry> entry = entry(line);

        assertThat(entry.map(BookEntry::valueDate)).contains(value);
        assertThat(entry.map(BookEntry::bookingDate)).contains(booked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "261323C1,00NTRF",
                "2611231199C1,00NTRF",
                "261123X1,00NTRF",
                "261123CZ1,00NTRF",
                "261123C1,001NTRF",
                "261123C1,00NT",
                "261123C1e9NTRF",
                "261123C9999999999999999999NTRF"
            })
    void lines_that_are_none_are_refused_at_their_place(String line) {
        BooksFile file = read(message(":61:" + line));

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems()).anySatisfy(problem -> {
            assertThat(problem.location().line()).isEqualTo(5);
            assertThat(problem.field()).isEqualTo(":61:");
        });
    }

    @Test
    void german_subfields_give_reference_counterparty_and_purpose() {
        for (String separator : List.of("?", "^", "~", "<", ">")) {
            String details = ":86:166?00GUTSCHRIFT?109075/611?20EREF+T0000017?21KREF+K1 MREF+M1?22SVWZ+Trade 17, \n"
                    + "first ?23leg?30LOTUHKHH?31DE931234?32Lotus Securities?33 Limited?34000?60 ABWA+Someone";

            BookEntry entry = entry(
                    "2611231123C1,00NTRFKREF+//BANK-1\n/OCMT/USD1,2//EXCH/0,83/", details.replace("?", separator));

            assertThat(entry.references()).as(separator).containsExactly("T0000017");
            assertThat(entry.bankReference()).isEqualTo("BANK-1");
            assertThat(entry.counterparty()).isEqualTo("LotusSecurities");
            assertThat(entry.text()).startsWith("Trade 17, first leg");
            assertThat(entry.exchange()).contains(new ForeignExchange("USD", "1.2", "0.83"));
        }
    }

    @Test
    void code_words_between_strokes_are_read_over_broken_lines() {
        BookEntry entry = entry(
                "261123C1,00NTRFEREF            //BANK-2",
                ":86:/TRCD/00100/EREF/T00000\n18/BENM//NAME/LOTUS SECURITIES LIMI\nTED/REMI/USTD//Second leg/ISDT/2026-11-23");

        assertThat(entry.references()).containsExactly("T0000018");
        assertThat(entry.counterparty()).isEqualTo("LotusSecurities");
        assertThat(entry.text()).contains("Second leg");
        assertThat(entry.transactionCode()).isEqualTo("NTRF 00100");
    }

    @Test
    void text_that_looks_like_a_tag_stays_text() {
        BookEntry entry = entry(
                "261123C1,00NTRFT1",
                ":86:106?00KARTE?20am 12-09-2026T16\n:26:37 Fo?21lge und T16\n:20:37 Ende?32\n:KO:NR");

        assertThat(entry.text()).contains("T16:26:37 Folge und T16:20:37 Ende");
    }

    @Test
    void what_is_announced_or_moves_nothing_is_counted_and_left_out() {
        BooksFile file = read(
                ":20:R1\n:25:517852257\n:28C:1/1\n:34F:EURD0,00\n:34F:EURC0,00\n:13D:2611231200+0100\n"
                        + ":61:261123EC5,00NTRFT1\n:61:261123C0,00NMSCT2\n:61:2611231123D3,00NTRFT3\n:90D:1EUR3,00\n:90C:1EUR5,00\n");

        Statement report = only(file);
        assertThat(report.entries()).extracting(BookEntry::reference).containsExactly("T3");
        assertThat(report.notBooked()).isEqualTo(2);
    }

    @Test
    void totals_that_do_not_fit_refuse_a_report() throws IOException {
        String report = new String(bytes("mt942-mbank.sta"), StandardCharsets.ISO_8859_1);

        assertThat(read(report.replace(":90C:3PLN", ":90C:4PLN")).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.COUNT_DIFFERS);
        assertThat(read(report.replace("PLN0,03", "PLN0,04")).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SUM_DIFFERS);
    }

    @Test
    void a_currency_without_decimals_and_accounts_that_nobody_mapped() {
        assertThat(only(read(":20:S\n:25:HB-JPY\n:28:7\n:60F:C261123JPY100,\n:61:261123D40,NCHG\n:62F:C261123JPY60,\n"))
                        .closing()
                        .map(Balance::minor))
                .contains(60L);
        assertThat(read(":20:S\n:25:ELSEWHERE\n:60F:C261123EUR1,\n:62F:C261123EUR1,\n")
                        .problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.ACCOUNT_UNKNOWN);
    }

    @Test
    void latin_letters_do_not_refuse_a_file() {
        byte[] text = message(":61:261123C1,00NTRFT1\n:86:Gebühr für März").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(only(read(text)).entries().getFirst().text()).isEqualTo("Gebühr für März");
    }

    @Test
    void a_message_that_is_in_the_file_twice_counts_once_and_another_of_its_number_is_refused() {
        String message = message(":61:261123C1,00NTRFT1");

        BooksFile twice = read(message + "-\n" + message);
        assertThat(only(twice).entries()).hasSize(1);
        assertThat(twice.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo(NoticeCode.STATEMENT_REPEATED);
            assertThat(notice.location().line()).isEqualTo(8);
        });
        assertThat(read(message + "-\n" + message.replace("NTRFT1", "NTRFT2")).problems())
                .extracting(p -> p.code() + " " + p.field() + " " + p.location().line())
                .containsExactly("FIELD_DUPLICATE :28C: 8");
        assertThat(read(message + "-\n" + message.replace("NTRFT1", "NTRFT2").replace(":28C:5/1", ":28C:5/2"))
                        .problems())
                .isEmpty();
        assertThat(read(message + "-\n" + message.replace("261123", "270123")).problems())
                .isEmpty();
    }

    @Test
    void pages_without_a_number_of_their_own_are_counted() {
        String text =
                ":20:S\n:25:12345678/1020304050\n:28:7/1\n:60F:C261123EUR0,00\n:61:261123C1,00NTRFT1\n:62M:C261123EUR1,00\n-\n"
                        + ":20:S\n:25:12345678/1020304050\n:28:7/1\n:60M:C261123EUR1,00\n:61:261123C1,00NTRFT1\n:62F:C261123EUR2,00\n-\n";

        assertThat(read(text).problems()).isEmpty();
        assertThat(read(text).statements()).extracting(Statement::page).containsExactly(1, 2);
        assertThat(read(text).statements()).extracting(Statement::lastPage).containsExactly(false, true);
        assertThat(read(text.replace("60M", "60F")).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.FIELD_DUPLICATE);
    }

    @Test
    void a_day_without_movements_may_be_told_under_two_ids() {
        String empty = ":20:%s\n:25:12345678/1020304050\n:28C:188/1\n:60F:C261122EUR3,\n:62F:C261123EUR3,\n-\n";

        BooksFile file = read(empty.formatted("A") + empty.formatted("B"));

        assertThat(only(file).statementId()).isEqualTo("A");
        assertThat(file.notices()).extracting(Notice::value).containsExactly("B");
    }

    private static Optional<BookEntry> entry(String line) {
        BooksFile file = read(message(":61:" + line));
        return file.refused().stream()
                .flatMap(s -> s.entries().stream())
                .findFirst()
                .or(() -> file.statements().stream()
                        .flatMap(s -> s.entries().stream())
                        .findFirst());
    }

    private static BookEntry entry(String line, String details) {
        return only(read(message(":61:" + line + "\n" + details))).entries().getFirst();
    }

    /** A statement that closes on a credit of one euro. */
    private static String message(String lines) {
        return ":20:S1\n:25:12345678/1020304050\n:28C:5/1\n:60F:C261122EUR0,00\n" + lines + "\n:62F:C261123EUR1,00\n";
    }

    private static Statement only(BooksFile file) {
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).hasSize(1);
        return file.statements().getFirst();
    }

    private static BooksFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BooksFile read(byte[] bytes) {
        try {
            return new MtBooks(CONFIG, SCALES).read("statement.sta", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BooksFile real(String name) throws IOException {
        return read(bytes(name));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = MtBooksTest.class.getResourceAsStream("/statements/" + name)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }
}
