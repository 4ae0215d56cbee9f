package clearing.bench.reconcile;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.settlement.ledger.Applied;
import clearing.settlement.ledger.CycleListener;
import clearing.settlement.ledger.LedgerListener;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.LedgerTails;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The product's own tail over a chain: verified by the kernel, projected, matched with books that are there, committed. */
final class TailRun implements AutoCloseable {
    /** Before every time that there is. */
    static final long NEVER = Long.MIN_VALUE;

    private final Database database;
    private final Reconciliation reconciliation;
    private final Scales scales = new Scales();
    private final Clock clock = Clock.systemUTC();

    TailRun(DatabaseAddress address) {
        database = Database.open(address, 4);
        reconciliation = new Reconciliation(
                database,
                Rules.standard((asset, minor) -> scales.text(asset, minor) + " " + asset),
                KernelChain.MEMBER);
    }

    /** The member's entries of all trades of the chain come before them. */
    void book(KernelChain chain) {
        new Ingestion(
                        database,
                        reconciliation,
                        upload -> ProductFiles.books(upload),
                        new AuditLog(clock),
                        clock,
                        FailPoints.NONE)
                .ingest(
                        "bench",
                        BooksReader.Upload.of(
                                BooksFormat.CSV, "entries.csv", chain.books().getBytes(StandardCharsets.US_ASCII)),
                        true);
    }

    /**
     * Follows the chain to its end.
     *
     * @return by block, when its verdicts were durable, by {@link System#nanoTime}; {@link #NEVER} for one that was not told
     * @throws IllegalStateException when the tail halts, a block does not come or verdicts are missing
     */
    long[] follow(PacedBlocks source, long wantedMatches, long patienceSeconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        long[] durable = new long[source.blocks().size()];
        Arrays.fill(durable, NEVER);
        CompletableFuture<Long> matched = new CompletableFuture<>();
        LedgerListener listener = new LedgerListener() {
            private long matches;

            @Override
            public void applied(Applied applied) {
                long now = System.nanoTime();
                applied.blocks().forEach(number -> durable[number.intValue()] = now);
                matches += applied.outcome().matched();
                applied.halt()
                        .ifPresent(halt ->
                                matched.completeExceptionally(new IllegalStateException("the tail halted: " + halt)));
                if (durable[durable.length - 1] != NEVER) {
                    matched.complete(matches);
                }
            }

            @Override
            public void changed(LedgerStatus status) {}
        };
        try (LedgerTail tail = LedgerTails.tail(
                source,
                KernelChain.MEMBER,
                database,
                reconciliation,
                scales,
                new AuditLog(clock),
                clock,
                listener,
                CycleListener.NONE,
                new Measurements(clock.instant()),
                FailPoints.NONE)) {
            tail.start();
            long matches = matched.get(patienceSeconds, TimeUnit.SECONDS);
            if (matches != wantedMatches) {
                throw new IllegalStateException(matches + " matches where " + wantedMatches + " postings are booked");
            }
        }
        return durable;
    }

    @Override
    public void close() {
        database.close();
    }
}
