package clearing.books;

import static clearing.books.Samples.amount;
import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.only;
import static clearing.books.Samples.read;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which banks write camt messages that are odd and clear, each with made-up figures. */
class CamtDialectsTest {
    private static final String GOOD = document(8, statement("1.00", "3.50", entry("2.50", reference("T1"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Envelope xmlns=\"urn:swift:xsd:envelope\">%s</Envelope>",
                "<message>%s</message>",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body><get><r>%s</r></get></s:Body></s:Envelope>",
                "<?pi x?><!-- a comment --><DataPDU><Header><Message>7</Message></Header><Body>%s</Body></DataPDU>",
            })
    void envelopes_of_any_name(String envelope) {
        String header =
                "<h:AppHdr xmlns:h=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><h:MsgDefIdr>camt.053.001.08"
                        + "</h:MsgDefIdr><h:Sgntr><d:Signature xmlns:d=\"urn:d\"/></h:Sgntr></h:AppHdr>";

        assertThat(only(read(envelope.formatted(header + bare()))).proven()).isTrue();
    }

    @Test
    void a_file_without_a_document_is_named_by_its_root() {
        assertThat(read("<Project><a><b><c><d><e><f><g/></f></e></d></c></b></a></Project>")
                        .problems())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.code()).isEqualTo(ProblemCode.MESSAGE_UNSUPPORTED);
                    assertThat(p.sentence()).contains("'Project'");
                    assertThat(p.location().line()).isEqualTo(1);
                });
        assertThat(codes(document(8, "").replaceFirst("<BkTo(?s:.*)</BkToCstmrStmt>", "")))
                .containsExactly(ProblemCode.FIELD_MISSING);
    }

    @Test
    void a_document_without_a_namespace_is_what_its_message_is_called() {
        assertThat(only(read(GOOD.replaceFirst(" xmlns=\"[^\"]*\"", ""))).entries())
                .hasSize(1);
        assertThat(codes(GOOD.replaceFirst(" xmlns=\"[^\"]*\"", "").replace("BkToCstmrStmt", "Pmt")))
                .containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
    }

    @Test
    void prefixes_of_any_name() {
        String prefixed = bare().replaceAll("<(/?)([A-Z])", "<$1camt:$2").replace("xmlns=", "xmlns:camt=");

        assertThat(only(read(prefixed)).contentHash())
                .isEqualTo(only(read(GOOD)).contentHash());
    }

    /** A central bank's statement: all of it is booked, no account is overdrawn, and a zero before the point is not written. */
    @Test
    void what_a_central_bank_leaves_out() {
        String xml = document(8, statement("0.50", ".75", entry(".25", reference("T1"))))
                .replace("<Sts><Cd>BOOK</Cd></Sts>", "")
                .replaceAll("</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>", "</Amt><Dt>")
                .replaceAll("<BookgDt>.*</ValDt>", "");

        Statement read = only(read(xml));

        assertThat(read.closing()).contains(new Balance(75, LocalDate.of(2026, 11, 23)));
        assertThat(read.entries().getFirst().amountMinor()).isEqualTo(25);
        assertThat(read.entries().getFirst().bookingDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(read.balances()).extracting(StatedBalance::amount).containsExactly("0.50", "0.75");
        // An entry has to say which way it went.
        assertThat(codes(xml.replace("<CdtDbtInd>CRDT</CdtDbtInd>", ""))).containsExactly(ProblemCode.FIELD_MISSING);
    }

    /** In a report an entry may be pending, so it has to say what it is; its day may be that of the document. */
    @Test
    void a_report_has_to_say_what_is_booked_and_may_leave_its_day_to_the_header() {
        String report = document(8, statement("0.00", "9.00", entry("2.50", reference("T1"))))
                .replace("camt.053", "camt.052")
                .replace("BkToCstmrStmt", "BkToCstmrAcctRpt")
                .replace("Stmt>", "Rpt>")
                .replaceAll("<BookgDt>.*</ValDt>", "")
                .replace("</MsgId>", "</MsgId><CreDtTm>2026-11-24T09:00:00Z</CreDtTm>");

        assertThat(only(read(report)).entries().getFirst().valueDate()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(codes(report.replaceAll("<CreDtTm>.*</CreDtTm>", ""))).containsExactly(ProblemCode.FIELD_MISSING);
        assertThat(codes(report.replace("<Sts><Cd>BOOK</Cd></Sts>", ""))).containsExactly(ProblemCode.FIELD_MISSING);
        assertThat(only(read(report.replaceAll("<Dt><Dt>2026-11-23</Dt></Dt>", "")))
                        .balances())
                .isEmpty();
    }

    @Test
    void a_bank_that_states_only_what_is_available_is_held_to_that() {
        String available = GOOD.replace("OPBD", "OPAV").replace("CLBD", "CLAV");

        assertThat(only(read(available)).opening()).contains(new Balance(100, LocalDate.of(2026, 11, 23)));
        assertThat(read(available.replace(">3.50<", ">3.60<")).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.sentence()).contains("1.00", "3.50", "3.60"));
        assertThat(codes(GOOD.replace("CLBD", "CLAV"))).containsExactly(ProblemCode.BALANCE_MISSING);
    }

    @Test
    void a_balance_that_is_stated_twice_alike_is_one() {
        String twice = GOOD.replaceFirst("(<Bal>.*?</Bal>)", "$1$1");

        assertThat(only(read(twice)).proven()).isTrue();
        assertThat(codes(twice.replaceFirst(">1.00<", ">2.00<"))).containsExactly(ProblemCode.FIELD_DUPLICATE);
    }

    /** The summary of some banks counts the parts of batches. */
    @Test
    void a_summary_may_count_entries_or_transactions() {
        String summary = "<TxsSummry><TtlNtries><NbOfNtries>%d</NbOfNtries></TtlNtries></TxsSummry>";
        String batch = document(
                8, statement("0.00", "3.00", "%s", entry("3.00", detail("T1", "1.00") + detail("T2", "2.00"))));

        assertThat(only(read(batch.formatted(summary.formatted(1)))).entries()).hasSize(2);
        assertThat(only(read(batch.formatted(summary.formatted(2)))).entries()).hasSize(2);
        assertThat(codes(batch.formatted(summary.formatted(3)))).containsExactly(ProblemCode.COUNT_DIFFERS);
    }

    private static String detail(String reference, String amount) {
        return reference(reference).replace("</Refs>", "</Refs>" + amount(amount, "HKD"));
    }

    private static String bare() {
        return GOOD.replaceFirst("<\\?xml.*\\?>\n", "");
    }

    private static List<ProblemCode> codes(String xml) {
        return read(xml).problems().stream().map(Problem::code).toList();
    }
}
