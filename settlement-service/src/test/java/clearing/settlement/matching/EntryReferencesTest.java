package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is kept of references that the books write in their own way. */
final class EntryReferencesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void only_references_in_another_way_are_kept() {
        try (Database database = Database.open(TestDatabases.fresh(), 3)) {
            byte[] file = TestBooks.statement(
                            "S1", "0.00", "4.00", List.of("AB1,1.00", "ab 2,1.00", "Ab2,1.00", "AB 3,1.00"))
                    .getBytes(StandardCharsets.UTF_8);
            new Ingestion(
                            database,
                            new Reconciliation(
                                    database, Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR),
                            TestBooks.reader(asset -> OptionalInt.of(2)),
                            new AuditLog(CLOCK),
                            CLOCK,
                            FailPoints.NONE)
                    .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "S1.csv", file), true);

            assertThat(rows(database, "select reference || ' ' || id from entry_reference order by id"))
                    .containsExactly("AB2 2", "AB2 3", "AB3 4");
        }
    }

    private static List<String> rows(Database database, String sql) {
        return database.read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
    }
}
