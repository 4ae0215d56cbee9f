package clearing.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.client.chain.VerifiedBlock;
import clearing.client.journal.AuditFile;
import clearing.client.journal.Journal;
import clearing.client.journal.JournalEntry;
import clearing.client.journal.JournalFile;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal that is anchored is what the books said and what became of it. */
class JournalExportTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(2, 20).blocks();

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Tailed tailed;

    @BeforeEach
    void start() throws InterruptedException {
        tailed = new Tailed(TestDatabases.fresh(), BLOCKS, FailPoints.NONE);
        tailed.awaitHeight(BLOCKS.size() - 1L);
    }

    @AfterEach
    void stop() {
        tailed.close();
    }

    /** On the chain T0-0 is 1.00 and T0-1 is -1.01. */
    private void ingest(String id, String opening, String closing, String... bookings) {
        byte[] file =
                TestBooks.statement(id, opening, closing, List.of(bookings)).getBytes(StandardCharsets.UTF_8);
        new Ingestion(
                        tailed.database(),
                        tailed.reconciliation(),
                        TestBooks.reader(tailed.scales()),
                        new AuditLog(clock),
                        clock,
                        FailPoints.NONE)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, id + ".csv", file), false);
    }

    private JournalExport export() {
        return new JournalExport(tailed.database(), new AuditLog(clock), SimulatedChain.HARBOUR, new SecureRandom());
    }

    @Test
    void entries_come_with_their_verdicts_and_trades_and_sum_up() throws IOException {
        ingest("S1", "5.00", "5.00", "T0-0,1.00", "T0-1,-1.00");

        JournalExport.Made made =
                export().make("tester", SimulatedChain.DAY, NOW).orElseThrow();

        Journal.Of of = made.journal().find("HOUSE", "HKD").orElseThrow();
        assertThat(made.unbalanced()).isEmpty();
        assertThat(of.opening()).isEqualTo(500);
        assertThat(of.entries()).extracting(JournalEntry::minor).containsExactly(100L, -100L);
        assertThat(of.entries())
                .extracting(JournalEntry::verdict)
                .containsExactly(JournalEntry.Verdict.MATCHED, JournalEntry.Verdict.BROKEN);
        assertThat(of.entries())
                .extracting(JournalEntry::trade)
                .containsExactly(
                        "HarbourBrokers/LotusSecurities/0000000000#0", "HarbourBrokers/LotusSecurities/0000000000#1");
        Path file = Files.write(folder.resolve("journal"), JournalFile.lines(made.journal(), made.secret()));
        assertThat(JournalFile.read(file).root()).isEqualTo(made.journal().root());
    }

    @Test
    void made_again_it_has_the_same_tree_and_the_audit_log_is_the_one_that_was_sealed() throws IOException {
        ingest("S1", "5.00", "5.00", "T0-0,1.00", "T0-1,-1.00");
        JournalExport.Made first =
                export().make("tester", SimulatedChain.DAY, NOW).orElseThrow();
        JournalExport.Made again =
                export().make("tester", SimulatedChain.DAY, NOW).orElseThrow();

        assertThat(again.journal().root().root())
                .isEqualTo(first.journal().root().root());
        assertThat(again.journal().seal().records())
                .isEqualTo(first.journal().seal().records() + 1);
        long sealed = first.journal().seal().records();
        List<String> exported = tailed.database().read(connection -> AuditLines.of(connection, sealed));
        Path audit = Files.write(folder.resolve("audit"), exported);
        byte[] head = first.journal().seal().hash().bytes();
        assertThat(AuditFile.refuse(audit, sealed, head)).isEmpty();
        List<String> lines = Files.readAllLines(audit);
        Files.write(audit, lines.subList(0, lines.size() - 1));
        assertThat(AuditFile.refuse(audit, sealed, head)).isPresent();
    }

    @Test
    void books_that_do_not_sum_up_are_named_and_no_books_are_no_journal() {
        assertThat(export().make("tester", SimulatedChain.DAY, NOW)).isEmpty();
        ingest("S1", "5.00", "6.00", "T0-0,1.00");
        ingest("S2", "9.00", "8.00", "T0-1,-1.00");
        assertThat(export().make("tester", SimulatedChain.DAY, NOW)
                        .orElseThrow()
                        .unbalanced())
                .containsExactly("HOUSE in HKD");
    }
}
