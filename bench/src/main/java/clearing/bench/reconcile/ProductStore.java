package clearing.bench.reconcile;

import clearing.books.BooksFormat;
import clearing.reconcile.BreakKind;
import clearing.reconcile.Rules;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.NewPosting;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The product from files to durable verdicts, on its own database: the same faces that the settlement service calls. */
final class ProductStore implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T09:00:00Z"));
    private static final int CONNECTIONS = 4;

    private final Database database;

    ProductStore(DatabaseAddress address) {
        database = Database.open(address, CONNECTIONS);
    }

    Database database() {
        return database;
    }

    /** A new engine over what the database holds. */
    Reconciliation engine() {
        return new Reconciliation(database, Rules.standard(Rules.AmountText.minorUnits()), "BenchBrokers");
    }

    /** Forgets all facts and verdicts; the audit log stays, as it must. */
    void empty() {
        database.write(connection -> {
            List<String> tables = Rows.list(
                    connection,
                    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'audit'"
                            + " and tablename not like 'flyway%' order by 1",
                    List.of(),
                    row -> row.getString(1));
            Rows.update(connection, "truncate " + String.join(", ", tables));
            return true;
        });
    }

    /** Chain and books arrive together and go in by one transaction; then the last day closes. */
    void together(RowFiles files) throws IOException {
        Reconciliation engine = engine();
        together(engine, files);
        close(engine);
    }

    /** Chain and books arrive together and go in by one transaction. */
    void together(Reconciliation engine, RowFiles files) throws IOException {
        CompletableFuture<List<NewPosting>> postings =
                CompletableFuture.supplyAsync(() -> ProductFiles.postings(files.chain()));
        ingest(engine, files, unit -> postings.join().forEach(unit::posting));
    }

    /** The chain's postings are there and wait; then the books come; then the last day closes. */
    void chainFirst(RowFiles files) throws IOException {
        books(post(files), files);
    }

    /** Stores the chain's postings, which wait from then on. */
    Reconciliation post(RowFiles files) {
        Reconciliation engine = engine();
        block(engine, ProductFiles.postings(files.chain()));
        return engine;
    }

    /** The books come, then the last day closes. */
    void books(Reconciliation engine, RowFiles files) throws IOException {
        ingest(engine, files, unit -> {});
        close(engine);
    }

    /** The books come; what of them has no posting waits. */
    void booksAlone(Reconciliation engine, RowFiles files) throws IOException {
        ingest(engine, files, unit -> {});
    }

    /** A block's postings, to their durable verdicts. */
    static Outcome block(Reconciliation engine, List<NewPosting> postings) {
        return engine.inTransaction(CLOCK.instant(), unit -> {
            postings.forEach(unit::posting);
            return unit.store();
        });
    }

    private void ingest(Reconciliation engine, RowFiles files, Consumer<Reconciliation.Unit> chain) throws IOException {
        new Ingestion(
                        database,
                        engine,
                        upload -> ProductFiles.books(upload),
                        new AuditLog(CLOCK),
                        CLOCK,
                        FailPoints.NONE)
                .ingest(
                        "bench",
                        BooksReader.Upload.of(BooksFormat.CSV, "entries.csv", Files.readAllBytes(files.books())),
                        true,
                        chain);
    }

    private static void close(Reconciliation engine) {
        LocalDate last = Market.LAST_DAY.plusWeeks(1);
        engine.inTransaction(CLOCK.instant(), unit -> {
            unit.closeDay(last, "bench");
            return unit.store();
        });
    }

    /** What the database holds, read by another transaction. */
    Counts counts() {
        return database.read(connection -> {
            Map<BreakKind, Long> breaks = new EnumMap<>(BreakKind.class);
            Rows.list(
                            connection,
                            "select kind, count(*) from break where not resolved group by kind",
                            List.of(),
                            row -> Map.entry(BreakKind.valueOf(row.getString(1)), row.getLong(2)))
                    .forEach(kind -> breaks.put(kind.getKey(), kind.getValue()));
            long matched = Rows.number(connection, "select count(*) from match where withdrawn_at is null");
            return VerdictCount.counts(matched, breaks);
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
