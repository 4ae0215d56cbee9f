package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Lists of the few entries that are odd, advised, confirmed or of several references. */
final class EntryListsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void entries_that_were_stored_before_are_listed_by_the_migration() throws SQLException {
        DatabaseAddress address = TestDatabases.fresh();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/settlement")
                .target("19")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            entry(sql, 1, "PLAIN-1", "{}", false, "null");
            entry(sql, 2, "small", "{}", true, "null");
            entry(sql, 3, "WITH BLANK", "{}", false, "7");
            entry(sql, 4, "FIRST", "{FIRST,SECOND,SECOND}", false, "null");
            entry(sql, 5, "PLAIN-5", "{}", false, "null");
            entry(sql, 6, "", "{}", false, "null");
            sql.execute(
                    "insert into match_fact (id, account, asset, rule, rule_version, minor, reference, postings, bookings, at)"
                            + " values (5, 'HOUSE', 'HKD', 'reference', 1, 1, 'PLAIN-5', '{1}', '{5}', now()),"
                            + " (9, 'HOUSE', 'HKD', 'group', 1, 1, 'R', '{2}', '{1}', now())");
        }
        try (Database database = Database.open(address, 3)) {
            assertThat(numbers(database, "select id from odd_entry order by id"))
                    .containsExactly(2L, 3L, 4L, 5L);
            assertThat(numbers(database, "select id from advised_entry where account = 'HOUSE' and asset = 'HKD'"))
                    .containsExactly(2L);
            assertThat(numbers(database, "select id from confirmed_entry where statement_id = 7"))
                    .containsExactly(3L);
            assertThat(numbers(database, "select id from entry_reference where reference = 'SECOND'"))
                    .containsExactly(4L);
            assertThat(numbers(database, "select id from entry_reference order by id"))
                    .containsExactly(2L, 3L, 4L, 4L);
        }
    }

    @Test
    void a_stored_entry_that_writes_its_reference_otherwise_makes_a_match_with_its_own_row() {
        try (Database database = Database.open(TestDatabases.fresh(), 3)) {
            books(database, List.of("R1,1.01", "r2,1.02", "R3,1.03"));
            assertThat(numbers(database, "select id from odd_entry")).containsExactly(2L);

            Outcome outcome = post(database);

            assertThat(outcome.matched()).isEqualTo(3);
            assertThat(numbers(database, "select id from match_pair order by id"))
                    .containsExactly(1L, 3L);
            assertThat(numbers(database, "select bookings[1] from match_fact where reference = 'R2'"))
                    .containsExactly(2L);
            TallyCheck.requireExact(database);
        }
    }

    private static void entry(
            Statement sql, long id, String reference, String more, boolean advised, String confirmedBy)
            throws SQLException {
        sql.execute(
                "insert into book_entry_fact (id, statement_id, entry_id, account, asset, minor, reference, more_refs,"
                        + " counterparty, booking_date, value_date, reversal, code, note, line, first_status, advised, confirmed_by)"
                        + " values (" + id + ", 1, 'E" + id + "', 'HOUSE', 'HKD', 1, '" + reference + "', '" + more
                        + "', '', '2026-11-20', '2026-11-20', false, '', '', 1, 0, " + advised + ", " + confirmedBy
                        + ")");
    }

    private static Outcome post(Database database) {
        return reconciliation(database).inTransaction(NOW, unit -> {
            for (int i = 1; i <= 3; i++) {
                unit.posting(new NewPosting(
                        1,
                        0,
                        i,
                        "HOUSE",
                        "HKD",
                        100 + i,
                        "TRADE",
                        "R" + i,
                        "LotusSecurities",
                        SimulatedChain.DAY,
                        Optional.empty(),
                        NOW));
            }
            return unit.store();
        });
    }

    private static void books(Database database, List<String> bookings) {
        byte[] file = TestBooks.statement("S1", "0.00", "3.06", bookings).getBytes(StandardCharsets.UTF_8);
        new Ingestion(
                        database,
                        reconciliation(database),
                        TestBooks.reader(asset -> OptionalInt.of(2)),
                        new AuditLog(CLOCK),
                        CLOCK,
                        FailPoints.NONE)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "S1.csv", file), true);
    }

    private static Reconciliation reconciliation(Database database) {
        return new Reconciliation(database, Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR);
    }

    private static List<Long> numbers(Database database, String sql) {
        return database.read(connection -> Rows.list(connection, sql, List.of(), row -> row.getLong(1)));
    }
}
