package clearing.books;

import static clearing.books.Samples.account;
import static clearing.books.Samples.amount;
import static clearing.books.Samples.balance;
import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.reference;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports and notifications, and what all three messages have in common beside the statement's proof. */
class CamtAdviceTest {
    private static final AssetScales SCALES =
            asset -> asset.equals("SEK") ? OptionalInt.of(2) : Samples.SCALES.scale(asset);

    @Test
    void a_real_notification_is_one_advised_entry_in_the_currency_of_its_entry() throws IOException {
        byte[] file;
        try (InputStream in = CamtAdviceTest.class.getResourceAsStream("/statements/camt054.v2.xml")) {
            assertThat(in).isNotNull();
            file = in.readAllBytes();
        }

        BooksFile read = read(file, new BooksConfig.Account("CH2801234000123456789", "HOUSE", BooksConfig.ANY_ASSET));

        assertThat(read.problems()).isEmpty();
        assertThat(read.format()).contains(BooksFormat.CAMT054);
        Statement notification = read.statements().getFirst();
        assertThat(notification.kind()).isEqualTo(StatementKind.NOTIFICATION);
        assertThat(notification.asset()).isEqualTo("SEK");
        assertThat(notification.opening()).isEmpty();
        assertThat(notification.proven()).isFalse();
        assertThat(notification.sequence()).isEqualTo(OptionalLong.of(12312));
        BookEntry entry = notification.entries().getFirst();
        assertThat(notification.entries()).hasSize(1);
        assertThat(entry.amountMinor()).isEqualTo(-20_000_000);
        assertThat(entry.bookingDate()).isEqualTo(LocalDate.of(2007, 10, 18));
        assertThat(entry.references()).containsExactly("MUELL/FINP/RA12345");
        assertThat(entry.bankReference()).isEqualTo("AAAASESS-FP-ACCR001");
        assertThat(entry.text()).contains("Unstructured Remittance Information V1", "ISR ref number V1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void reports_of_every_version_are_read_without_a_proof(int version) {
        String report =
                "<Rpt><Id>R1</Id><RptPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></RptPgntn><ElctrncSeqNb>4</ElctrncSeqNb>"
                        + account("HB-HOUSE-HKD", "HKD") + balance("ITBD", "9.00", "HKD")
                        + entry("1.00", reference("T1"))
                                .replace(
                                        "<Sts><Cd>BOOK</Cd></Sts>",
                                        version < 8 ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>")
                        + "</Rpt>";
        String xml =
                document(version, report).replace("camt.053", "camt.052").replace("BkToCstmrStmt", "BkToCstmrAcctRpt");

        BooksFile file = read(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(file.problems()).isEmpty();
        Statement read = file.statements().getFirst();
        assertThat(read.kind()).isEqualTo(StatementKind.REPORT);
        assertThat(read.page()).isEqualTo(2);
        assertThat(read.lastPage()).isFalse();
        assertThat(read.entries()).extracting(BookEntry::reference).containsExactly("T1");
        assertThat(read.closing()).isEmpty();
        assertThat(read.balances()).extracting(StatedBalance::type).containsExactly("ITBD");
    }

    @Test
    void a_report_in_the_clothes_of_a_statement_is_refused() {
        String xml = document(8, "").replace("camt.053", "camt.052");

        assertThat(read(xml.getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
    }

    @Test
    void every_balance_is_kept_as_stated_whatever_its_type_and_currency() {
        StringBuilder balances = new StringBuilder();
        for (String type : List.of("OPBD", "CLBD", "OPAV", "CLAV", "FWAV", "XPCD", "INFO")) {
            balances.append(balance(type, "-1.50", type.equals("INFO") ? "USD" : "HKD"));
        }
        String statement = "<Stmt><Id>S1</Id>" + account("HB-HOUSE-HKD", "HKD")
                + balances.toString().replaceFirst("</CdOrPrtry>", "</CdOrPrtry><SubTp><Cd>INTM</Cd></SubTp>")
                + "</Stmt>";

        Statement read = read(document(8, statement).getBytes(StandardCharsets.UTF_8))
                .statements()
                .getFirst();

        assertThat(read.balances())
                .extracting(StatedBalance::type)
                .containsExactly("OPBD", "CLBD", "OPAV", "CLAV", "FWAV", "XPCD", "INFO");
        assertThat(read.balances().getFirst())
                .isEqualTo(new StatedBalance("OPBD", "INTM", "HKD", "-1.50", LocalDate.of(2026, 11, 23)));
        assertThat(read.balances().getLast().asset()).isEqualTo("USD");
    }

    @Test
    void a_time_with_an_offset_counts_for_the_day_in_the_accounts_zone() {
        String entry =
                "<Ntry>" + amount("1.00", "HKD") + "<Sts>BOOK</Sts><BookgDt><DtTm>2026-11-23T20:30:00Z</DtTm></BookgDt>"
                        + "<ValDt><DtTm>2026-11-23T20:30:00</DtTm></ValDt></Ntry>";
        byte[] xml = document(2, Samples.statement("0", "1", entry)).getBytes(StandardCharsets.UTF_8);
        BooksConfig.Account zoned =
                new BooksConfig.Account("HB-HOUSE-HKD", "HOUSE", "HKD", Optional.of(ZoneId.of("Asia/Hong_Kong")));

        BookEntry there = read(xml, zoned).statements().getFirst().entries().getFirst();
        BookEntry asWritten = read(xml).statements().getFirst().entries().getFirst();

        assertThat(there.bookingDate()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(there.valueDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(asWritten.bookingDate()).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void what_was_exchanged_keeps_amount_and_rate() {
        String details =
                "<TxDtls><Refs><EndToEndId>T1</EndToEndId><AcctSvcrRef>B1</AcctSvcrRef></Refs><AmtDtls><InstdAmt>"
                        + "<Amt Ccy=\"USD\">10.00</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>7.8</XchgRate></CcyXchg></InstdAmt></AmtDtls></TxDtls>";

        BookEntry entry = read(document(8, Samples.statement("0", "78", entry("78", details)))
                        .getBytes(StandardCharsets.UTF_8))
                .statements()
                .getFirst()
                .entries()
                .getFirst();

        assertThat(entry.exchange()).contains(new ForeignExchange("USD", "10.00", "7.8"));
        assertThat(entry.bankReference()).isEqualTo("B1");
    }

    @Test
    void a_statement_that_does_not_add_up_is_shown_and_not_taken() {
        BooksFile file = read(document(8, Samples.statement("0", "2", entry("1", reference("T1"))))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems()).extracting(Problem::code).containsExactly(ProblemCode.SUM_DIFFERS);
        assertThat(file.refused().getFirst().entries()).hasSize(1);
    }

    private static BooksFile read(byte[] xml) {
        return read(xml, new BooksConfig.Account("HB-HOUSE-HKD", "HOUSE", "HKD"));
    }

    private static BooksFile read(byte[] xml, BooksConfig.Account account) {
        BooksConfig config = new BooksConfig(
                "HarbourBrokers", List.of(account), Map.of(), BooksConfig.DEFAULT_REFERENCES, List.of(), Map.of());
        try {
            return new CamtBooks(config, SCALES).read("file.xml", new ByteArrayInputStream(xml));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
