package clearing.settlement.ledger;

import clearing.client.chain.VerifiedBlock;
import clearing.reconcile.Rules;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A tail over a simulated chain, on a real database. */
public final class Tailed implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Database database;
    private final Reconciliation reconciliation;
    private final Scales scales = new Scales();
    private final LedgerTail tail;
    private final BlockingQueue<LedgerStatus> statuses = new ArrayBlockingQueue<>(10_000);

    /** Starts to follow. */
    public Tailed(DatabaseAddress address, List<VerifiedBlock> blocks, FailPoints failPoints) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
        database = Database.open(address, 4);
        AuditLog audit = new AuditLog(clock);
        reconciliation = new Reconciliation(
                database,
                Rules.standard((asset, minor) -> scales.text(asset, minor) + " " + asset),
                SimulatedChain.HARBOUR);
        LedgerListener listener = new LedgerListener() {
            @Override
            public void applied(Applied applied) {
                statuses.add(status());
            }

            @Override
            public void changed(LedgerStatus status) {
                statuses.add(status);
            }
        };
        tail = LedgerTails.tail(
                SimulatedChain.source(blocks),
                SimulatedChain.HARBOUR,
                database,
                reconciliation,
                scales,
                audit,
                clock,
                listener,
                new CycleCuts(true),
                new Measurements(clock.instant()),
                failPoints);
        tail.start();
    }

    LedgerStatus status() {
        return tail.status();
    }

    /** The tail. */
    public LedgerTail tail() {
        return tail;
    }

    /** Its database. */
    public Database database() {
        return database;
    }

    /** Its matching engine. */
    public Reconciliation reconciliation() {
        return reconciliation;
    }

    /** Decimals of assets. */
    public Scales scales() {
        return scales;
    }

    /** Waits until the block is applied. */
    public void awaitHeight(long height) throws InterruptedException {
        await(status -> status.verifiedHeight() >= height);
    }

    /** Waits until the tail has halted. */
    public void awaitHalt() throws InterruptedException {
        await(status -> status.halt().isPresent());
    }

    private void await(java.util.function.Predicate<LedgerStatus> condition) throws InterruptedException {
        while (!condition.test(status())) {
            if (statuses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
                throw new AssertionError("nothing happened; " + status());
            }
        }
    }

    /** All effect tables and the state as one text: equal for equal contents. */
    String contents() {
        return database.read(connection -> {
            StringBuilder all = new StringBuilder();
            for (String table : List.of(
                    "block",
                    "tx",
                    "trade",
                    "trade_event",
                    "other_effect",
                    "posting",
                    "position",
                    "state",
                    "waiting",
                    "instruction",
                    "revenue_terms",
                    "revenue_signature",
                    "revenue_measure",
                    "revenue_statement",
                    "revenue_line",
                    "revenue_escrow",
                    "revenue_dispute",
                    "revenue_drawing",
                    "liquidity_day",
                    "liquidity_point")) {
                all.append(table).append(' ');
                Rows.list(
                                connection,
                                "select count(*) || ' ' || md5(string_agg(t::text, '|' order by t::text)) from " + table
                                        + " t",
                                List.of(),
                                row -> row.getString(1))
                        .forEach(line -> all.append(line).append('\n'));
            }
            return all.toString();
        });
    }

    @Override
    public void close() {
        tail.close();
        database.close();
    }
}
