package clearing.bench.journal;

import clearing.books.BooksConfig;
import clearing.books.MtBooks;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.submit.FailPoint;
import clearing.reconcile.Rules;
import clearing.settlement.errand.Carrier;
import clearing.settlement.errand.Errand;
import clearing.settlement.errand.MemberDoor;
import clearing.settlement.journal.CutErrands;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.journal.JournalExport;
import clearing.settlement.ledger.Applied;
import clearing.settlement.ledger.LedgerListener;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.LedgerTails;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.PeerBlocks;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A member's service without its web side: tail, books, and the carrier of its journals. */
final class MemberBooks implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final Clock clock = Clock.systemUTC();
    private final AuditLog audit = new AuditLog(clock);
    private final Scales scales = new Scales();
    private final BlockingQueue<Long> heard = new ArrayBlockingQueue<>(10_000);
    private final String member;
    private final Database database;
    private final Reconciliation reconciliation;
    private final PeerBlocks blocks;
    private final LedgerTail tail;
    private final MemberDoor door;
    private final JournalExport export;
    private final CutErrands cuts;
    private final Carrier carrier;

    MemberBooks(String member, Path profileFile, DatabaseAddress address) {
        this.member = member;
        Profile profile = ProfileReader.read(profileFile);
        database = Database.open(address, 4);
        reconciliation = new Reconciliation(
                database, Rules.standard((asset, minor) -> scales.text(asset, minor) + " " + asset), member);
        blocks = PeerBlocks.of(profile, clock);
        LedgerListener listener = new LedgerListener() {
            @Override
            public void applied(Applied applied) {
                heard.addAll(applied.blocks());
            }

            @Override
            public void changed(LedgerStatus status) {
                heard.add(status.verifiedHeight());
            }
        };
        tail = LedgerTails.tail(
                blocks,
                member,
                database,
                reconciliation,
                scales,
                audit,
                clock,
                listener,
                new CycleCuts(true),
                new Measurements(clock.instant()),
                FailPoints.NONE);
        door = MemberDoor.open(profile, Map.of(Errand.Kind.JOURNAL_ANCHOR, "agent"), clock);
        export = new JournalExport(database, audit, member, new SecureRandom());
        cuts = new CutErrands(database, export, audit, clock);
        carrier = new Carrier(
                member,
                database,
                door,
                audit,
                clock,
                () -> tail.status().phase() == LedgerStatus.Phase.FOLLOWING,
                FailPoint.NONE);
        tail.start();
    }

    JournalExport export() {
        return export;
    }

    long count(String sql) {
        return database.read(connection -> Rows.number(connection, sql));
    }

    /** Waits until a count in the database is as wanted; the carrier goes each time something was heard of the ledger. */
    void await(String sql, long wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (count(sql) != wanted) {
            cuts.run();
            carrier.run();
            heard.poll(200, TimeUnit.MILLISECONDS);
            if (System.nanoTime() > end) {
                throw new AssertionError(sql + " is " + count(sql) + "; " + tail.status() + " " + errands());
            }
        }
    }

    private List<String> errands() {
        return database.read(connection -> Rows.list(
                connection,
                "select subject || ' ' || state || ' ' || coalesce(failure, coalesce(sentence, '')) from errand",
                List.of(),
                row -> row.getString(1)));
    }

    /** Takes a statement of the house account in. */
    void statement(String text) {
        BooksConfig config = new BooksConfig(
                member,
                List.of(new BooksConfig.Account("HOUSE-HKD", "HOUSE", "HKD")),
                Map.of(),
                BooksConfig.DEFAULT_REFERENCES,
                List.of(),
                Map.of());
        BooksReader reader = upload -> {
            try (InputStream in = new ByteArrayInputStream(upload.bytes())) {
                return new MtBooks(config, scales).read(upload.name(), in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        new Ingestion(database, reconciliation, reader, audit, clock, FailPoints.NONE)
                .ingest(
                        "operator",
                        new BooksReader.Upload(
                                Optional.empty(), Optional.empty(), "books.sta", text.getBytes(StandardCharsets.UTF_8)),
                        false);
    }

    @Override
    public void close() {
        tail.close();
        door.close();
        blocks.close();
        database.close();
    }
}
