package clearing.books;

import static clearing.books.Samples.account;
import static clearing.books.Samples.balance;
import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.read;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known classes of bad input: each has its code and a place, nothing is fetched, nothing takes long. */
@Timeout(60)
class HostileXmlTest {
    private static final String OPEN =
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>";

    @Test
    void local_files_are_not_read(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "T-SECRET");
        String xml = document(8, statement("0.00", "1.00", entry("1.00", reference("&e;"))))
                .replaceFirst(
                        "<Document", "<!DOCTYPE Document [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n<Document");

        BooksFile file = read(xml);

        assertThat(file.statements()).isEmpty();
        assertThat(file.toString()).doesNotContain("SECRET");
        assertProblem(file, ProblemCode.XML_DOCTYPE, 2);
    }

    @Test
    void no_connection_is_made_for_entities_parameters_subsets_and_inclusions() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            for (String xml : List.of(
                    "<!DOCTYPE d [<!ENTITY e SYSTEM \"" + url + "\">]><Document>&e;</Document>",
                    "<!DOCTYPE d SYSTEM \"" + url + "\"><Document/>",
                    "<!DOCTYPE d [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]><Document/>",
                    "<?xml-stylesheet type=\"text/xsl\" href=\"" + url + "\"?>" + OPEN + "</BkToCstmrStmt></Document>",
                    OPEN.replace(
                                    "<BkToCstmrStmt>",
                                    "<BkToCstmrStmt xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                            + " xsi:schemaLocation=\"urn:x " + url + "\">")
                            + "</BkToCstmrStmt></Document>",
                    OPEN + "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + url
                            + "\"/></BkToCstmrStmt></Document>")) {
                assertThat(read(xml).problems()).as(xml).hasSize(1);
            }
            assertThat(acceptsNothing(server)).isTrue();
        }
    }

    @Test
    void entity_bombs_are_refused_where_they_are_declared() {
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY a0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]>\n<Document>&a11;</Document>");
        String quadratic = "<!DOCTYPE d [<!ENTITY a \"" + "x".repeat(100_000) + "\">]>\n<Document>"
                + "&a;".repeat(10_000) + "</Document>";

        assertProblem(read(laughs.toString()), ProblemCode.XML_DOCTYPE, 2);
        assertProblem(read(quadratic), ProblemCode.XML_DOCTYPE, 1);
        assertProblem(read(document(8, statement("&lol;", "0"))), ProblemCode.XML_MALFORMED, 3);
    }

    @Test
    void deep_nesting_is_refused_at_its_depth() {
        assertThat(codes(read(OPEN + "<Stmt>".repeat(100_000)))).containsExactly(ProblemCode.XML_TOO_DEEP);
        assertThat(codes(read("<BizMsgEnvlp>".repeat(100_000)))).containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
    }

    @Test
    void a_million_attributes_or_siblings_cost_no_more_than_their_bytes() {
        StringBuilder attributes = new StringBuilder(OPEN).append("<Stmt");
        for (int i = 0; i < 1_000; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        assertThat(read(attributes.append("/></BkToCstmrStmt></Document>").toString())
                        .problems())
                .hasSize(1);

        BooksFile siblings =
                read(OPEN + "<Stmt><Id>S</Id>" + "<X/>".repeat(1_000_000) + "</Stmt></BkToCstmrStmt></Document>");
        assertThat(codes(siblings)).containsExactly(ProblemCode.FIELD_MISSING);
        BooksFile inOneEntry = read(document(8, statement("0", "0", entry("0", "<X/>".repeat(1_000_000)))));
        assertThat(codes(inOneEntry)).containsExactly(ProblemCode.TOO_LARGE);
    }

    @Test
    void long_texts_are_refused() {
        assertThat(codes(read(document(8, statement("0", "1", entry("1", reference("X".repeat(5_000))))))))
                .containsExactly(ProblemCode.FIELD_TOO_LONG);
    }

    @Test
    void an_endless_stream_ends_at_the_bound() throws IOException {
        Limits limits = new Limits(100_000, 40, 16, 4_000, 1_000, 1_000);
        byte[] chunk = "<X/>".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        InputStream head = new ByteArrayInputStream((OPEN + "<Stmt>").getBytes(StandardCharsets.UTF_8));
        InputStream all = new SequenceInputStream(head, new InputStream() {
            private int at;

            @Override
            public int read() {
                return chunk[at++ % chunk.length];
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    buffer[offset + i] = (byte) read();
                }
                return length;
            }
        });

        BooksFile file = new CamtBooks(Samples.config(), Samples.SCALES, limits).read("endless.xml", all);

        assertThat(codes(file)).containsExactly(ProblemCode.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "1e100000000, AMOUNT_MALFORMED",
        "1E2, AMOUNT_MALFORMED",
        "1.005, AMOUNT_TOO_PRECISE",
        "１２, AMOUNT_MALFORMED",
        "٣, AMOUNT_MALFORMED",
        "+1.00, AMOUNT_MALFORMED",
        "'1,00', AMOUNT_MALFORMED",
        "1 000.00, AMOUNT_MALFORMED",
        "0x10, AMOUNT_MALFORMED",
        "NaN, AMOUNT_MALFORMED",
        "., AMOUNT_MALFORMED",
        ".., AMOUNT_MALFORMED",
        "1.0.0, AMOUNT_MALFORMED",
        "99999999999999999999, AMOUNT_TOO_LARGE",
        "'', FIELD_MISSING",
    })
    void amounts_that_are_none_are_refused_at_their_place(String amount, ProblemCode code) {
        String xml = document(8, statement("0.00", "1.00", entry(amount, reference("T1"))));

        BooksFile file = read(xml);

        assertProblem(file, code, 4);
        assertThat(file.problems().getFirst().field()).isEqualTo("Amt");
    }

    @Test
    void a_signed_amount_is_refused() {
        String xml = document(8, statement("0.00", "1.00", entry("1.00", reference("T1"))))
                .replace(">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>", ">-1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>");

        assertProblem(read(xml), ProblemCode.AMOUNT_MALFORMED, 4);
    }

    @Test
    void what_does_not_fit_together_is_refused_by_name() {
        String good = document(8, statement("0.00", "1.00", entry("1.00", reference("T1"))));
        assertThat(read(good).problems()).isEmpty();

        assertProblem(
                read(good.replace(
                        ">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>", ">1.01</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>")),
                ProblemCode.SUM_DIFFERS,
                3);
        assertProblem(read(good.replace("HB-HOUSE-HKD", "SOMEBODY")), ProblemCode.ACCOUNT_UNKNOWN, 3);
        assertProblem(read(good.replace("CLBD", "CLAV")), ProblemCode.BALANCE_MISSING, 3);
        assertProblem(read(good.replaceFirst("Amt Ccy=\"HKD\">0", "Amt Ccy=\"USD\">0")), ProblemCode.ASSET_DIFFERS, 3);
        assertProblem(
                read(good.replace("<Ntry><Amt Ccy=\"HKD\"", "<Ntry><Amt Ccy=\"USD\"")), ProblemCode.ASSET_DIFFERS, 4);
        assertProblem(read(good.replace("<Ntry><Amt Ccy=\"HKD\"", "<Ntry><Amt")), ProblemCode.FIELD_MISSING, 4);
        assertProblem(read(good.replace("HKD", "XXX")), ProblemCode.ASSET_UNKNOWN, 3);
        assertProblem(read(good.replace("2026-11-24", "2026-02-30")), ProblemCode.DATE_MALFORMED, 4);
        assertProblem(read(good.replace("<Cd>BOOK</Cd>", "<Cd>KOOB</Cd>")), ProblemCode.FIELD_INVALID, 4);
        assertProblem(read(good.replace("<Ntry>", "<Ntry xmlns=\"urn:other\">")), ProblemCode.XML_NAMESPACE, 4);
        assertProblem(read(good.replace("001.08", "001.15")), ProblemCode.MESSAGE_UNSUPPORTED, 2);
        assertProblem(read(good.replace("001.08", "001.01")), ProblemCode.MESSAGE_UNSUPPORTED, 2);
        assertProblem(read(good + "<x/>"), ProblemCode.XML_MALFORMED, 6);
        assertProblem(
                read(good.replace(
                        "</Acct>", "</Acct><TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>")),
                ProblemCode.COUNT_DIFFERS,
                3);
    }

    @Test
    void a_statement_of_the_same_name_with_other_content_is_refused() {
        String twice = statement("0.00", "0.00");

        assertThat(codes(read(document(8, twice + twice.replace("0.00", "1.00")))))
                .containsExactly(ProblemCode.FIELD_DUPLICATE);
        assertThat(read(document(8, twice + twice.replace("HB-HOUSE", "HB-CLIENT")))
                        .problems())
                .isEmpty();
        assertThat(read(document(
                                8,
                                "<Stmt><Id>S</Id>" + account("HB-JPY", "JPY") + balance("OPBD", "100", "JPY")
                                        + balance("CLBD", "100", "JPY") + "</Stmt>"))
                        .problems())
                .isEmpty();
    }

    private static void assertProblem(BooksFile file, ProblemCode code, int line) {
        assertThat(file.statements()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
            assertThat(problem.location().line()).as(problem.toString()).isEqualTo(line);
            assertThat(problem.sentence()).endsWith(".");
        });
    }

    private static List<ProblemCode> codes(BooksFile file) {
        return file.problems().stream().map(Problem::code).toList();
    }

    private static boolean acceptsNothing(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
