package clearing.books;

import static clearing.books.Samples.account;
import static clearing.books.Samples.amount;
import static clearing.books.Samples.balance;
import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.only;
import static clearing.books.Samples.read;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamtBooksTest {
    @Test
    void reads_a_real_file_with_two_statements() throws IOException {
        BooksFile file = real("camt053.v2.multi.statement.xml");

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).hasSize(2);
        Statement first = file.statements().get(0);
        assertThat(first.statementId()).isEqualTo("253EURNL26VAYB8060476890");
        assertThat(first.opening()).contains(new Balance(1815, LocalDate.of(2014, 12, 30)));
        assertThat(first.closing()).contains(new Balance(2700, LocalDate.of(2014, 12, 31)));
        assertThat(first.movementsMinor()).isEqualTo(885);
        assertThat(first.sequence()).isEqualTo(OptionalLong.of(12312));
        BookEntry debit = file.statements().get(1).entries().getFirst();
        assertThat(debit.amountMinor()).isEqualTo(-700);
        assertThat(debit.reference()).isEqualTo("000000002");
        assertThat(debit.counterparty()).isEqualTo("Company Name 2");
        assertThat(debit.valueDate()).isEqualTo(LocalDate.of(2015, 1, 2));
        assertThat(debit.location().line()).isEqualTo(145);
    }

    @Test
    void refuses_a_real_file_that_mixes_currencies() throws IOException {
        BooksFile file = real("camt053.v4.xml");

        assertThat(file.statements()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.ASSET_DIFFERS);
            assertThat(problem.location().line()).isEqualTo(80);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void reads_every_version(int version) {
        String status = version < 8 ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>";
        String name = "<Nm>Lotus  Securities\nlimited</Nm>";
        String party = version < 7 ? name : "<Pty>" + name + "</Pty>";
        String entry = "<Ntry>" + amount("12.50", "HKD") + status
                + "<BookgDt><DtTm>2026-11-23T23:30:00-05:00</DtTm></BookgDt><ValDt><Dt>2026-11-24</Dt></ValDt><NtryDtls>"
                + "<TxDtls><Refs><EndToEndId>T1</EndToEndId></Refs><RltdPties><Dbtr>" + party
                + "</Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>";

        Statement statement = only(read(document(version, statement("100.00", "112.50", entry))));

        assertThat(statement.proven()).isTrue();
        BookEntry read = statement.entries().getFirst();
        assertThat(read.account()).isEqualTo("HOUSE");
        assertThat(read.asset()).isEqualTo("HKD");
        assertThat(read.amountMinor()).isEqualTo(1250);
        assertThat(read.bookingDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(read.valueDate()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(read.references()).containsExactly("T1");
        assertThat(read.counterparty()).isEqualTo("LotusSecurities");
    }

    @Test
    void a_debit_reversal_keeps_the_direction_of_its_indicator() {
        String reversal = "<Ntry>" + amount("-5.00", "HKD") + "<RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>"
                + "<BookgDt><Dt>2026-11-23</Dt></BookgDt></Ntry>";

        BookEntry entry = only(read(document(8, statement("5.00", "0.00", reversal))))
                .entries()
                .getFirst();

        assertThat(entry.amountMinor()).isEqualTo(-500);
        assertThat(entry.reversal()).isTrue();
        assertThat(entry.valueDate()).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void an_itemised_batch_becomes_its_details() {
        String details = "<TxDtls><Refs><EndToEndId>T1</EndToEndId></Refs><Amt Ccy=\"HKD\">1.25</Amt></TxDtls>"
                + "<TxDtls><Refs><EndToEndId>T2</EndToEndId></Refs><Amt Ccy=\"HKD\">1.75</Amt></TxDtls>";

        List<BookEntry> entries = only(read(document(8, statement("10.00", "7.00", entry("-3.00", details)))))
                .entries();

        assertThat(entries).extracting(BookEntry::entryId).containsExactly("1.1", "1.2");
        assertThat(entries).extracting(BookEntry::amountMinor).containsExactly(-125L, -175L);
        assertThat(entries).extracting(BookEntry::reference).containsExactly("T1", "T2");
    }

    @Test
    void a_batch_without_amounts_stays_one_entry_with_all_references() {
        List<BookEntry> entries = only(read(document(
                        8,
                        statement("0.00", "3.00", entry("3.00", reference("T1") + reference("T2") + reference("T1"))))))
                .entries();

        assertThat(entries)
                .singleElement()
                .satisfies(e -> assertThat(e.references()).containsExactly("T1", "T2"));
    }

    @Test
    void references_are_taken_in_the_configured_order_and_no_reference_is_none() {
        String details = "<TxDtls><Refs><AcctSvcrRef>BANK-1</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId>"
                + "<TxId>TX-1</TxId></Refs></TxDtls>";

        assertThat(only(read(document(8, statement("0", "3", entry("3", details)))))
                        .entries()
                        .getFirst()
                        .references())
                .containsExactly("TX-1");
        assertThat(only(read(document(8, statement("0", "3", entry("3", reference("NOTPROVIDED"))))))
                        .entries()
                        .getFirst()
                        .references())
                .isEmpty();
    }

    @Test
    void pending_and_informational_entries_are_left_out_and_counted() {
        String pending = entry("99.00", reference("T9")).replace("BOOK", "PDNG");

        Statement statement =
                only(read(document(8, statement("0.00", "1.00", pending, entry("1.00", reference("T1"))))));

        assertThat(statement.entries()).extracting(BookEntry::reference).containsExactly("T1");
        assertThat(statement.entries().getFirst().entryId()).isEqualTo("2");
        assertThat(statement.notBooked()).isEqualTo(1);
    }

    @Test
    void previous_closing_and_interim_balances_stand_for_absent_ones() {
        String first = "<Stmt><Id>S1</Id><StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>"
                + account("HB-HOUSE-HKD", "HKD") + balance("PRCD", "1.00", "HKD") + balance("ITBD", "3.00", "HKD")
                + entry("2.00", reference("T1")) + "</Stmt>";
        String second = "<Stmt><Id>S1</Id><StmtPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>"
                + account("HB-HOUSE-HKD", "HKD") + balance("ITBD", "3.00", "HKD") + balance("CLBD", "2.50", "HKD")
                + balance("CLAV", "2.50", "HKD") + entry("-0.50", reference("T2")) + "</Stmt>";

        BooksFile file = read(document(8, first + second));

        assertThat(file.problems()).isEmpty();
        assertThat(file.statements()).extracting(Statement::page).containsExactly(1, 2);
        assertThat(file.statements()).extracting(Statement::lastPage).containsExactly(false, true);
        assertThat(file.statements().get(1).opening().map(Balance::minor)).isEqualTo(Optional.of(300L));
    }

    @Test
    void a_message_in_an_envelope_is_read_when_its_header_fits() {
        String document = document(8, statement("0.00", "0.00")).replaceFirst("<\\?xml.*\\?>\n", "");
        String header =
                "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><MsgDefIdr>camt.053.001.08</MsgDefIdr>"
                        + "</AppHdr>";

        assertThat(read("<BizMsgEnvlp>" + header + document + "</BizMsgEnvlp>").problems())
                .isEmpty();
        assertThat(read("<BizMsgEnvlp>" + header.replace("001.08", "001.02") + document + "</BizMsgEnvlp>")
                        .problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MESSAGE_CONFLICT);
    }

    @Test
    void character_sets_and_byte_order_marks_do_not_matter() {
        String xml = document(8, statement("0.00", "3.00", entry("3.00", reference("T-é"))));
        String sixteen = xml.replace("UTF-8", "UTF-16");

        Statement eight = only(read(xml));

        assertThat(eight.entries().getFirst().reference()).isEqualTo("T-é");
        for (byte[] bytes : List.of(
                ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_8),
                sixteen.getBytes(StandardCharsets.UTF_16),
                ("\uFEFF" + sixteen).getBytes(StandardCharsets.UTF_16LE),
                xml.replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(only(read(bytes)).contentHash()).isEqualTo(eight.contentHash());
        }
    }

    @Test
    void the_content_hash_does_not_depend_on_layout_but_on_every_amount() {
        String xml = document(8, statement("0.00", "3.00", entry("3.00", reference("T1"))));

        String hash = only(read(xml)).contentHash();

        assertThat(only(read(xml.replace("><", ">\n  <"))).contentHash()).isEqualTo(hash);
        assertThat(only(read(xml.replace(">3.00<", ">3.01<"))).contentHash()).isNotEqualTo(hash);
    }

    private static BooksFile real(String name) throws IOException {
        try (InputStream in = CamtBooksTest.class.getResourceAsStream("/statements/" + name)) {
            assertThat(in).isNotNull();
            return new CamtBooks(Samples.configWithReferences(BooksConfig.DEFAULT_REFERENCES), Samples.SCALES)
                    .read(name, in);
        }
    }
}
