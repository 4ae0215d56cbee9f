package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.client.chain.VerifiedBlock;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import clearing.settlement.store.Victims;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dying at each named place on a file's way in: the same file again gives what it would have given at once. */
final class IngestionFailPointTest {
    private static final int PATIENCE_SECONDS = 240;
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(2, 20).blocks();
    /** A match, a wrong amount, a reference that nobody knows and a row that cannot be read. */
    private static final byte[] FILE = TestBooks.statement(
                    "S1", "0.00", "4.98", List.of("T0-0,1.00", "T0-1,-1.02", "GONE-1,5.00", "T0-2,9.999"))
            .getBytes(StandardCharsets.UTF_8);

    /** The process that dies. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            ingest(new DatabaseAddress(args[0], args[1], System.getenv(Victims.PASSWORD)), FailPoints.fromProperty());
        }
    }

    /** What a file left behind. */
    private record Left(Ingested first, Ingested again, List<String> rows) {}

    private static Left ingest(DatabaseAddress address, FailPoints failPoints) throws InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
        try (Tailed tailed = new Tailed(address, BLOCKS, FailPoints.NONE)) {
            tailed.awaitHeight(BLOCKS.size() - 1L);
            Ingestion ingestion = new Ingestion(
                    tailed.database(),
                    tailed.reconciliation(),
                    TestBooks.reader(tailed.scales()),
                    new AuditLog(clock),
                    clock,
                    failPoints);
            Ingested first =
                    ingestion.ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "books.csv", FILE), false);
            Ingested again =
                    ingestion.ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "books.csv", FILE), false);
            return new Left(first, again, rows(tailed));
        }
    }

    /** Everything that a file can touch. */
    private static List<String> rows(Tailed tailed) {
        return tailed.database().read(connection -> {
            List<String> rows = new ArrayList<>();
            for (String table : List.of(
                    "books_file",
                    "statement",
                    "books_content",
                    "book_entry",
                    "match",
                    "break",
                    // Its own number only orders it, and may have gaps.
                    "(select break_id, at, by_whom, action, note from break_event)",
                    "posting",
                    "audit")) {
                Rows.list(
                                connection,
                                "select t::text from " + table + " t order by t::text",
                                List.of(),
                                row -> row.getString(1))
                        .forEach(row -> rows.add(table + " " + row));
            }
            return rows;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"R1", "R2", "R3", "R4"})
    void dying_there_leaves_nothing_behind_and_the_same_file_again_brings_all(String point)
            throws IOException, InterruptedException {
        Left undisturbed = ingest(TestDatabases.fresh(), FailPoints.NONE);
        DatabaseAddress address = TestDatabases.fresh();
        assertThat(Victims.die(Victim.class, address, point, PATIENCE_SECONDS)).isEqualTo(Victims.KILLED);

        Left after = ingest(address, FailPoints.NONE);

        assertThat(after.first().already()).isFalse();
        assertThat(after.first().entries()).isEqualTo(3);
        assertThat(after.first().rejected()).isEqualTo(1);
        assertThat(after.first().outcome().matched()).isEqualTo(1);
        assertThat(after.first()).isEqualTo(undisturbed.first());
        assertThat(after.again().already()).isTrue();
        assertThat(after.again()).isEqualTo(undisturbed.again());
        assertThat(after.rows()).isEqualTo(undisturbed.rows());
    }
}
