package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
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

/** Ways in which banks write MT940 and MT942 that the standard does not know, each with made-up figures. */
class MtDialectsTest {
    private static final BooksConfig CONFIG = new BooksConfig(
            "HarbourBrokers",
            List.of(
                    new BooksConfig.Account("70010020030", "HOUSE", "EUR"),
                    new BooksConfig.Account("70010020031", "HOUSE", "GBP")),
            Map.of(),
            BooksConfig.DEFAULT_REFERENCES,
            List.of(),
            Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2611231123C1234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "202611231123C1234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "20261123C1234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123c1234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123rd1234,56nmscREF1 | 123456 | REF1 | NMSC",
                "2611231123CR1234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123C1.234,56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123C1,234.56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123C1234.56NTRFREF1 | 123456 | REF1 | NTRF",
                "2611231123C,56NTRFREF1 | 56 | REF1 | NTRF",
                "2611231123C1234NTRFREF1 | 123400 | REF1 | NTRF",
                "2611231123C1234,56N051REF1 | 123456 | REF1 | N051",
                "2611231123C1234,56N544A-REFERENCE-OF-MORE-THAN-16//BANK | 123456 | A-REFERENCE-OF-MORE-THAN-16 | N544",
                "2611231123C1234,56//BANK-7 | 123456 | BANK-7 | ''",
                "2611231123C1234,56 | 123456 | '' | ''",
            })
    void lines_of_every_dialect(String line, long minor, String reference, String type) {
        for (String closing : List.of("1.234,56", "0,56", "1234")) {
            BooksFile file =
                    read(":20:S\n:25:70010020030\n:60F:C261122EUR0,\n:61:" + line + "\n:62F:C261123EUR" + closing);
            if (file.isClean()) {
                BookEntry entry = file.statements().getFirst().entries().getFirst();
                assertThat(entry.amountMinor()).isEqualTo(minor);
                assertThat(entry.reference()).isEqualTo(reference);
                assertThat(entry.transactionCode()).isEqualTo(type);
                assertThat(entry.valueDate()).isEqualTo(LocalDate.of(2026, 11, 23));
                return;
            }
        }
        throw new AssertionError(line + " was refused");
    }

    /** CR and DR stand for the marks in any currency; any other letter has to be the currency's third. */
    @Test
    void debit_and_credit_in_two_letters_are_no_currency() {
        String text = ":20:S\n:25:70010020031\n:60F:C261122GBP10,\n:61:2611231123DR4,00NTRFA\n:62F:C261123GBP6,";

        assertThat(only(text).entries().getFirst().amountMinor()).isEqualTo(-400);
        assertThat(codes(text.replace("DR4", "DP4"))).isEmpty();
        assertThat(codes(text.replace("DR4", "DX4"))).containsExactly(ProblemCode.ASSET_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":60F:C261122EUR100,\n:62F:C261123EUR100,",
                ":60F:c261122eur100,\n:62F:c261123eur100,",
                ":60F:C20261122EUR100,\n:62F:C20261123EUR100,",
                ":60F:C261122EUR000000000100,00\n:62F:C261123EUR000000000100,00 -",
                ":60F:C261122EUR100.00\n:62F:C261123EUR100.00\n:64:Dnullnull12,3\n:65:C269923EUR1,",
                ":60F:C261122EUR 100,00 \n:62F:C261123EUR\n100,00",
                ":60F:C261122100,00\n:62F:C261123EUR100,00",
                ":60F:C261122EUR100,\n:62F:C261123EUR100,\nTHE NEXT BANK\n940",
            })
    void balances_of_every_dialect(String balances) {
        Statement read = only(":20:S\n:25:70010020030\n:28C:/1\n" + balances);

        assertThat(read.opening()).contains(new Balance(10000, LocalDate.of(2026, 11, 22)));
        assertThat(read.closing()).contains(new Balance(10000, LocalDate.of(2026, 11, 23)));
        assertThat(read.sequence()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void an_account_that_was_just_opened_has_no_day_before() {
        assertThat(only(":20:S\n:25:70010020030\n:60F:C000000EUR0,00\n:62F:C261123EUR0,00")
                        .opening())
                .contains(new Balance(0, LocalDate.of(2026, 11, 23)));
        assertThat(codes(":20:S\n:25:70010020030\n:60F:C261122EUR0,00\n:62F:C000000EUR0,00"))
                .containsExactly(ProblemCode.DATE_MALFORMED);
    }

    /** A dash at the start of a line ends a message; after one that was text, the message goes on. */
    @Test
    void a_dash_in_a_text_does_not_cut_the_message() {
        String text = ":940:\n:20:S1\n:25:70 0100 20030 EUR\n:60F:C261122EUR0,\n:61:261123C1,N541A\n:86:Rent -\n-\n"
                + ":61:261123C2,N541B\n:86:More\n:62F:C261123EUR3,\n-\n:20:S2\n:25:70010020030\n:60F:C261123EUR3,\n:62F:C261123EUR3,\n -\n";

        BooksFile file = read(text);

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(s -> s.entries().size()).containsExactly(2, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-}${", "-}\n${", "-}{5:{CHK:0}}${", "-}\r\n$\r\n{", "-}\n\n{"})
    void messages_are_told_apart_by_whatever_stands_between_them(String between) {
        String head = "1:F01BANKHKHHAXXX0000000000}{2:I940BANKHKHHXXXXN}{4:\r\n";
        String body = ":25:70010020030\r\n:60F:C261122EUR0,00\r\n:62F:C261122EUR0,00";

        BooksFile file = read("{" + head + ":20:S1\r\n" + body + between + head + ":20:S2\r\n" + body + "-}");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(Statement::statementId).containsExactly("S1", "S2");
    }

    /** No :20: between them: what no message has behind its closing begins the next. */
    @Test
    void a_second_account_after_the_closing_is_a_second_message() {
        BooksFile file = read(":25:70010020030\n:28C:1\n:60F:C261122EUR5,\n:62F:C261122EUR5,\n"
                + ":25:70010020031\n:28C:1\n:60F:C261122GBP7,\n:62F:C261122GBP7,\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(Statement::asset).containsExactly("EUR", "GBP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "  \r\n", "\n\n"})
    void line_ends_blanks_and_empty_lines_do_not_matter(String end) {
        String text = String.join(
                end,
                List.of(
                        "ABNANL2A",
                        "940",
                        "ABNANL2A",
                        ":20:S",
                        ":25:70010020030",
                        ":28:19/1",
                        ":60F:C261122EUR0,",
                        ":61:2611231123C1,N192NONREF",
                        ":86:GIRO 1",
                        "second line",
                        ":86:again",
                        ":62F:C261123EUR1,",
                        ":64:C261123EUR1,",
                        ":65:C261124EUR1,",
                        ":86:of the statement",
                        "-",
                        ""));

        BookEntry entry = only(text).entries().getFirst();

        assertThat(entry.text()).isEqualTo("GIRO 1 second line again");
    }

    @Test
    void letters_of_windows_and_a_byte_order_mark_are_read() {
        String text =
                ":20:S\n:25:70010020030\n:60F:C261122EUR0,\n:61:261123C1,NTRFA\n:86:5 € – Gebühr\n:62F:C261123EUR1,";

        for (byte[] bytes : List.of(
                text.getBytes(Charset.forName("windows-1252")),
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))) {
            BooksFile file = read(bytes);
            assertThat(FormatDetection.of(bytes)).contains(BooksFormat.Family.MT);
            assertThat(file.problems()).isEmpty();
            assertThat(file.statements().getFirst().entries().getFirst().text()).isEqualTo("5 € – Gebühr");
        }
    }

    /** It has no balance by its nature, and its totals are its own proof. */
    @Test
    void a_report_without_balances_is_advice_and_its_totals_name_both_figures() {
        String text = ":20:S\n:25:70010020030\n:28C:0/1\n:34F:EURD0,00\n:34F:EURC0,00\n:13D:2611231733+0100\n"
                + ":61:2611231123DR8,00NSTOA//1\n:61:2611231123C2,50NSTOB//2\n:90D:1EUR8,00\n:90C:1EUR2,50\n-\n";

        Statement report = only(text);

        assertThat(report.kind()).isEqualTo(StatementKind.REPORT);
        assertThat(report.opening()).isEqualTo(Optional.empty());
        assertThat(report.movementsMinor()).isEqualTo(-550);
        assertThat(read(text.replace("EUR2,50", "EUR2,51").replace("C2,51N", "C2,50N"))
                        .problems())
                .singleElement()
                .satisfies(p -> assertThat(p.sentence()).contains("2.51", "2.50"));
    }

    @Test
    void files_without_ends_of_lines_are_cut_at_their_fields() {
        String lines = """
                :20:S1
                :25:70010020030
                :28C:5/1
                :60F:C261122EUR0,00
                :61:2611231123C1,00NTRFT1//B1
                :86:166?00GUTSCHRIFT?20at 12:20:05 :25:of?32LOTUS
                :61:2611231123D0,50NTRFT2
                :62F:C261123EUR0,50
                :64:C261123EUR0,50
                -""";
        List<BookEntry> entries = only(lines).entries();

        for (String text : List.of(
                lines.replace("\n", ""),
                "@@" + lines.replace("\n", "@@") + "@@",
                lines.replace("\n", "\r"),
                "{1:F01X}{2:I940X}{4:" + lines.replace("\n", "") + "}")) {
            assertThat(FormatDetection.of(text.getBytes(StandardCharsets.UTF_8)))
                    .contains(BooksFormat.Family.MT);
            assertThat(only(text).proven()).as(text).isTrue();
            assertThat(only(text).entries())
                    .extracting(BookEntry::amountMinor, BookEntry::references, BookEntry::counterparty)
                    .isEqualTo(entries.stream()
                            .map(e -> org.assertj.core.groups.Tuple.tuple(
                                    e.amountMinor(), e.references(), e.counterparty()))
                            .toList());
        }
        assertThat(codes(lines.replace("\n", "").replace("D0,50NTRF", "D0,60NTRF")))
                .containsExactly(ProblemCode.SUM_DIFFERS);
    }

    /** A reference has sixteen characters; what is padded beyond them is a name. */
    @Test
    void a_name_behind_a_padded_reference() {
        BookEntry named = line("261123C1,00NMSCT0000017        LOTUS SECURITIES", "plain");
        assertThat(named.references()).containsExactly("T0000017");
        assertThat(named.counterparty()).isEqualTo("LOTUS SECURITIES");
        BookEntry none = line("261123C1,00NMSCNONREF          LOTUS", "166?20x?32PEONY");
        assertThat(none.references()).isEmpty();
        assertThat(none.counterparty()).isEqualTo("PEONY");
        assertThat(line("261123C1,00NMSCA LONG REFERENCE OF 30 LETTERS", "x").references())
                .containsExactly("A LONG REFERENCE OF 30 LETTERS");
    }

    @Test
    void a_line_without_a_type_and_words_in_the_place_of_a_reference() {
        assertThat(line("261123C1,00NONREF", "x").references()).isEmpty();
        assertThat(line("261123C1,00NONREF", "x").transactionCode()).isEmpty();
        assertThat(line("261123C1,00NTRFMARF", "x").references()).isEmpty();
        assertThat(line("261123C1,00NTRFPREF+", "x").references()).isEmpty();
    }

    @Test
    void subfields_after_a_blank() {
        BookEntry entry = line("261123C1,00NTRFNONREF", " 020?00PAYMENT?20EREF+T7?32LOTUS");

        assertThat(entry.references()).containsExactly("T7");
        assertThat(entry.counterparty()).isEqualTo("LOTUS");
    }

    private static BookEntry line(String line, String details) {
        return only(":20:S1\n:25:70010020030\n:28C:5/1\n:60F:C261122EUR0,00\n:61:" + line + "\n:86:" + details
                        + "\n:62F:C261123EUR1,00\n")
                .entries()
                .getFirst();
    }

    private static List<ProblemCode> codes(String text) {
        return read(text).problems().stream().map(Problem::code).toList();
    }

    private static Statement only(String text) {
        BooksFile file = read(text);
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).hasSize(1);
        return file.statements().getFirst();
    }

    private static BooksFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BooksFile read(byte[] bytes) {
        AssetScales two = asset -> OptionalInt.of(2);
        try {
            return new MtBooks(CONFIG, two).read("statement.sta", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
