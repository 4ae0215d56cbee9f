package clearing.settlement.source;

import clearing.books.AssetScales;
import clearing.books.BooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.CsvMapping;
import clearing.client.chain.VerifiedBlock;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.Outcome;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A member's service and, in the same database, the table of its core banking system. */
final class Core implements AutoCloseable {
    static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(1, 20).blocks();
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
    static final String POLL = "select * from core.core_entry where seq > ? order by seq";
    private static final String MAPPING = """
            {"columns": {"entryId": "seq", "account": "acct", "asset": "ccy", "bookingDate": "booked", "valueDate": "valued",
             "reference": "ref", "counterparty": "cpty", "amount": "amt", "reversal": "rev"}}
            """;

    final DatabaseAddress address;
    final Tailed tailed;
    final BlockingQueue<Outcome> told = new ArrayBlockingQueue<>(10_000);
    final Intake intake;

    Core(DatabaseAddress address, FailPoints failPoints) {
        this.address = address;
        tailed = new Tailed(address, BLOCKS, FailPoints.NONE);
        try {
            tailed.awaitHeight(BLOCKS.size() - 1L);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        intake = new Intake(
                tailed.database(), tailed.reconciliation(), reader(tailed.scales()), CLOCK, told::add, failPoints);
    }

    static SourceReader reader(AssetScales scales) {
        return new SourceReader(
                new BooksConfig(
                        SimulatedChain.HARBOUR,
                        List.of(
                                new BooksConfig.Account("HOUSE-HKD", "HOUSE", "HKD"),
                                new BooksConfig.Account("CLIENT-HKD", "CLIENT", "HKD")),
                        Map.of(),
                        BooksConfig.DEFAULT_REFERENCES,
                        List.of(),
                        Map.of()),
                scales);
    }

    static CsvMapping mapping() {
        return BooksConfigReader.readMapping("mapping", MAPPING.getBytes(StandardCharsets.UTF_8));
    }

    FollowedSource source(FollowedSource.Follow how) {
        try {
            Path password = Files.createTempFile("core", ".password");
            Files.writeString(password, address.password() + "\n");
            password.toFile().deleteOnExit();
            return new FollowedSource(
                    "core", address.url(), address.user(), password, Duration.ofSeconds(1), mapping(), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FollowedSource.Poll poll(int batch, long overlap, Optional<String> listen) {
        return new FollowedSource.Poll(POLL, "seq", FollowedSource.CursorType.NUMBER, "0", overlap, batch, listen);
    }

    static FollowedSource.Changes changes(String slot) {
        return new FollowedSource.Changes(slot, "books", "core", "core_entry");
    }

    /** The core system's table. */
    static void table(DatabaseAddress address) throws SQLException {
        sql(
                address,
                "create schema core",
                "create table core.core_entry (seq bigint primary key, acct text not null, ccy text not null, booked date not"
                        + " null, valued timestamptz not null, ref text, cpty text, amt numeric(18, 2) not null, rev boolean)",
                "create publication books for table core.core_entry");
    }

    static void sql(DatabaseAddress address, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        }
    }

    static String insert(long seq, String reference, String amount) {
        return "insert into core.core_entry values (" + seq + ", 'HOUSE-HKD', 'HKD', '" + SimulatedChain.DAY + "', '"
                + SimulatedChain.DAY + " 12:00+00', '" + reference + "', 'LotusSecurities', " + amount + ", false)";
    }

    long number(String sql, Object... values) {
        return tailed.database().read(connection -> Rows.number(connection, sql, values));
    }

    Optional<String> error() {
        return tailed.database().read(SourceStates::all).stream()
                .filter(state -> state.source().equals("core"))
                .findFirst()
                .flatMap(SourceStates.State::error);
    }

    /** Everything that a source can touch. */
    List<String> rows() {
        return tailed.database().read(connection -> {
            List<String> rows = new ArrayList<>();
            for (String table : List.of(
                    "books_file",
                    "statement",
                    "book_entry",
                    "match",
                    "break",
                    "posting",
                    "source_journal",
                    "source_entry")) {
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

    @Override
    public void close() {
        tailed.close();
    }
}
