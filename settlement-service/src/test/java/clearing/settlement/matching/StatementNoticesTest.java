package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.chain.VerifiedBlock;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of statements that are taken: a closing balance alone, and repetitions. */
final class StatementNoticesTest {
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(1, 8).blocks();
    private static final LocalDate DAY = SimulatedChain.DAY;

    private Tailed tailed;
    private Ingestion ingestion;

    @BeforeEach
    void open() throws InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
        tailed = new Tailed(TestDatabases.fresh(), BLOCKS, FailPoints.NONE);
        tailed.awaitHeight(BLOCKS.size() - 1L);
        ingestion = new Ingestion(
                tailed.database(),
                tailed.reconciliation(),
                TestBooks.reader(tailed.scales()),
                new AuditLog(clock),
                clock,
                FailPoints.NONE);
    }

    @AfterEach
    void close() {
        tailed.close();
    }

    /** The closing of the statement before is what proves an opening that was calculated. */
    @Test
    void a_closing_balance_alone_is_held_against_the_closing_before_it() {
        Ingested first = ingest(file(camt(1, DAY, "1.00", "T0-0")));
        assertThat(first.errors().getJsonObject(0).getString("code")).isEqualTo("OPENING_DERIVED");
        assertThat(first.outcome().matched()).isEqualTo(1);

        FileCheck fits = check(file(camt(2, DAY.plusDays(1), "2.00", "X")));
        assertThat(fits.isWhole()).isTrue();
        assertThat(fits.statements().getFirst().continuous()).isTrue();
        assertThat(fits.statements()
                        .getFirst()
                        .statement()
                        .opening()
                        .orElseThrow()
                        .minor())
                .isEqualTo(100);
        FileCheck other = check(file(camt(2, DAY.plusDays(1), "2.50", "X")));
        assertThat(other.statements().getFirst().continuous()).isFalse();
        assertThat(other.statements().getFirst().previousClosing()).contains(100L);
    }

    @Test
    void a_repetition_in_a_file_counts_once_and_other_content_refuses_it() {
        Ingested twice = ingest(file(camt(1, DAY, "1.00", "T0-0"), camt(1, DAY, "1.00", "T0-0")));

        assertThat(twice.statements()).isEqualTo(1);
        assertThat(twice.entries()).isEqualTo(1);
        assertThat(twice.errors().stream().map(Object::toString))
                .anyMatch(error -> error.contains("STATEMENT_REPEATED"));
        assertThatThrownBy(() -> ingest(file(camt(2, DAY, "1.00", "A"), camt(2, DAY, "1.00", "B"))))
                .isInstanceOf(FileRefused.class);
    }

    private Ingested ingest(String xml) {
        return ingestion.ingest("maria", upload(xml), true);
    }

    private FileCheck check(String xml) {
        return ingestion.check(upload(xml), true);
    }

    private static BooksReader.Upload upload(String xml) {
        return new BooksReader.Upload(
                Optional.empty(), Optional.empty(), "books.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String file(String... documents) {
        return "<All>" + String.join("", documents) + "</All>";
    }

    /** A statement of one credit of 1.00 and its closing. */
    private static String camt(int number, LocalDate day, String closing, String reference) {
        return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S" + number
                + "</Id><ElctrncSeqNb>" + number
                + "</ElctrncSeqNb><Acct><Id><Othr><Id>HOUSE-HKD</Id></Othr></Id><Ccy>HKD</Ccy></Acct>"
                + "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"HKD\">" + closing
                + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>" + day + "</Dt></Dt></Bal>"
                + "<Ntry><Amt Ccy=\"HKD\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>" + day
                + "</Dt></BookgDt><ValDt><Dt>" + day + "</Dt></ValDt><NtryDtls><TxDtls><Refs><EndToEndId>" + reference
                + "</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
    }
}
