package clearing.books;

import static clearing.books.Samples.balance;
import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.only;
import static clearing.books.Samples.read;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several documents in a file, repetitions, character sets, and statements that state one balance only. */
class CamtFilesTest {
    private static final String FIRST = document(8, statement("0.00", "1.00", entry("1.00", reference("T1"))));
    private static final String SECOND = document(2, statement("1.00", "3.50", entry("2.50", reference("T2"))))
            .replace("<Id>S1<", "<Id>S2<")
            .replace("<ElctrncSeqNb>7<", "<ElctrncSeqNb>8<");

    @Test
    void documents_in_an_envelope_or_one_behind_another_are_all_read() {
        String bare = FIRST.replaceFirst("<\\?xml.*\\?>", "") + SECOND.replaceFirst("<\\?xml.*\\?>", "");
        List<String> files = List.of(
                "<Statements>" + bare + "</Statements>",
                "<Statements>" + FIRST + SECOND + "</Statements>",
                "<?xml version=\"1.0\"?>\n<Statements>" + FIRST + SECOND + "</Statements>",
                FIRST + SECOND,
                "\uFEFF\n" + FIRST + "\uFEFF" + SECOND);

        for (String file : files) {
            BooksFile read = read(file);
            assertThat(read.problems()).as(file).isEmpty();
            assertThat(read.statements()).extracting(Statement::statementId).containsExactly("S1", "S2");
            assertThat(read.statements())
                    .extracting(Statement::contentHash)
                    .containsExactly(
                            only(read(FIRST)).contentHash(), only(read(SECOND)).contentHash());
        }
    }

    @Test
    void places_do_not_move_when_documents_stand_one_behind_another() {
        int lines = (int) FIRST.lines().count();
        Problem alone = read(SECOND.replace(">2.50<", ">2.51<")).problems().getFirst();

        BooksFile both = read(FIRST + SECOND.replace(">2.50<", ">2.51<"));

        assertThat(both.statements()).isEmpty();
        assertThat(both.refused()).hasSize(2);
        assertThat(both.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SUM_DIFFERS);
            assertThat(problem.location().line())
                    .isEqualTo(lines + alone.location().line());
            assertThat(problem.location().column()).isEqualTo(alone.location().column());
        });
        assertThat(codes(FIRST.replaceFirst("<\\?xml.*\\?>", "") + "<x/>")).containsExactly(ProblemCode.XML_MALFORMED);
    }

    @Test
    void each_header_is_held_against_its_own_document() {
        String header =
                "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><MsgDefIdr>%s</MsgDefIdr></AppHdr>";
        String file = "<All><One>" + header.formatted("camt.053.001.08") + FIRST + "</One><One>" + header + SECOND
                + "</One></All>";

        assertThat(read(file.formatted("camt.053.001.02")).problems()).isEmpty();
        assertThat(codes(file.formatted("camt.053.001.08"))).containsExactly(ProblemCode.MESSAGE_CONFLICT);
    }

    @Test
    void a_repetition_counts_once_and_other_content_under_the_same_name_or_number_is_refused() {
        BooksFile twice = read(FIRST + SECOND + FIRST);
        assertThat(twice.problems()).isEmpty();
        assertThat(twice.statements()).extracting(Statement::statementId).containsExactly("S1", "S2");
        assertThat(twice.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo(NoticeCode.STATEMENT_REPEATED);
            assertThat(notice.value()).isEqualTo("S1");
            assertThat(notice.location().line()).isGreaterThan(8);
        });

        assertThat(codes(FIRST + FIRST.replace(">T1<", ">T9<"))).containsExactly(ProblemCode.FIELD_DUPLICATE);
        assertThat(codes(FIRST + SECOND.replace("<ElctrncSeqNb>8<", "<ElctrncSeqNb>7<")))
                .containsExactly(ProblemCode.FIELD_DUPLICATE);
        // Numbers begin again each year.
        assertThat(codes(FIRST
                        + SECOND.replace("<ElctrncSeqNb>8<", "<ElctrncSeqNb>7<")
                                .replace("2026-11-23</Dt></Dt>", "2027-11-23</Dt></Dt>")))
                .isEmpty();
    }

    /** What an opening was follows from the closing and the entries; whether it is right, the statement before says. */
    @Test
    void a_closing_balance_alone_gives_an_opening_that_is_not_called_proven() {
        String alone = FIRST.replace(balance("OPBD", "0.00", "HKD"), "");

        BooksFile file = read(alone);

        Statement read = only(file);
        assertThat(read.opening()).contains(new Balance(0, LocalDate.of(2026, 11, 23)));
        assertThat(read.closing()).contains(new Balance(100, LocalDate.of(2026, 11, 23)));
        assertThat(read.proven()).isFalse();
        assertThat(read.balances()).extracting(StatedBalance::type).containsExactly("CLBD");
        assertThat(file.notices()).extracting(Notice::code).containsExactly(NoticeCode.OPENING_DERIVED);
        assertThat(only(read(alone.replace("<Acct>", "<FrToDt><FrDtTm>2026-11-20T00:00:00Z</FrDtTm></FrToDt><Acct>")))
                        .opening())
                .contains(new Balance(0, LocalDate.of(2026, 11, 20)));
        assertThat(only(read(alone.replace("<BookgDt><Dt>2026-11-23", "<BookgDt><Dt>2026-11-21")))
                        .opening())
                .contains(new Balance(0, LocalDate.of(2026, 11, 21)));
        assertThat(codes(alone.replace(">1.00<", ">10000000000000000.00<")
                        .replace("CRDT</CdtDbtInd><Sts>", "DBIT</CdtDbtInd><Sts>")))
                .containsExactly(ProblemCode.AMOUNT_TOO_LARGE);
        // An opening alone may be the beginning of a file that was cut.
        assertThat(codes(FIRST.replace(balance("CLBD", "1.00", "HKD"), "")))
                .containsExactly(ProblemCode.BALANCE_MISSING);
    }

    @Test
    void character_sets_by_what_the_bytes_are_before_what_they_say() {
        String xml = FIRST.replace(">T1<", ">T\u20ac\u00e9<");
        String hash = only(read(xml)).contentHash();

        for (String name : List.of("utf-8", "UTF8", "windows-1252", "ISO-8859-15", "UTF-16", "GB18030")) {
            byte[] bytes =
                    xml.replace("encoding=\"UTF-8\"", "encoding='" + name + "'").getBytes(Charset.forName(name));
            assertThat(only(read(bytes)).contentHash()).as(name).isEqualTo(hash);
        }
        assertThat(only(read(xml.replace("\"UTF-8\"", "\"utf-16\""))).contentHash())
                .isEqualTo(hash);
        assertThat(codes(xml.replace("\"UTF-8\"", "\"x-none\""))).containsExactly(ProblemCode.CHARSET);
    }

    @Test
    void bytes_that_are_no_text_are_named_by_line_column_and_offset() {
        byte[] bytes = FIRST.replace(">T1<", ">T\u00e9<").getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf('\u00e9');

        assertThat(read(bytes).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CHARSET);
            assertThat(problem.location().line()).isEqualTo(4);
            assertThat(problem.location().column()).isEqualTo(at - text.lastIndexOf('\n', at));
            assertThat(problem.sentence()).contains("offset " + at + " ", "UTF-8");
        });
    }

    @Test
    @SuppressWarnings("SystemErr") // what the platform's parser would print is looked for
    void nothing_is_printed_whatever_the_bytes_are() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            byte[] good = FIRST.getBytes(StandardCharsets.UTF_8);
            Random random = new Random(5);
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = Arrays.copyOf(good, random.nextInt(5) == 0 ? random.nextInt(good.length) : good.length);
                if (bytes.length > 0) {
                    bytes[random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 60))] =
                            (byte) random.nextInt(256);
                }
                read(bytes);
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static List<ProblemCode> codes(String xml) {
        return read(xml).problems().stream().map(Problem::code).toList();
    }
}
