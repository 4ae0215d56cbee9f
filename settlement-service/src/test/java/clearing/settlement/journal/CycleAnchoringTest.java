package clearing.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.client.journal.Journal;
import clearing.client.submit.FailPoint;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.settlement.errand.Carrier;
import clearing.settlement.ledger.ChainDoor;
import clearing.settlement.ledger.CycleDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cycle, and the day at its close, is anchored by the service itself, once, wherever it dies in between. */
class CycleAnchoringTest {
    private static final int ROUNDS = 60;

    private Instant now = Instant.parse("2026-11-20T09:00:00Z");
    private final InstantSource clock = () -> now;

    /** As a process that ends there. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void books(Tailed tailed, String opening, String closing, String... bookings) {
        byte[] file = TestBooks.statement("S" + opening, opening, closing, List.of(bookings))
                .getBytes(StandardCharsets.UTF_8);
        new Ingestion(
                        tailed.database(),
                        tailed.reconciliation(),
                        TestBooks.reader(tailed.scales()),
                        new AuditLog(clock),
                        clock,
                        FailPoints.NONE)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, "s1.csv", file), false);
    }

    private void close(Tailed tailed) {
        tailed.reconciliation().inTransaction(now, unit -> {
            unit.closeDay(SimulatedChain.DAY, "ada");
            unit.store();
            new CycleCuts(true).closed(unit.connection(), SimulatedChain.DAY, now);
            return true;
        });
    }

    private void run(Tailed tailed, ChainDoor door, FailPoint failPoint) {
        AuditLog audit = new AuditLog(clock);
        JournalExport export = new JournalExport(tailed.database(), audit, SimulatedChain.HARBOUR, new SecureRandom());
        new CutErrands(tailed.database(), export, audit, clock).run();
        new Carrier(SimulatedChain.HARBOUR, tailed.database(), door, audit, clock, () -> true, failPoint).run();
    }

    private static List<JournalAnchor> anchors(Tailed tailed) {
        return tailed.database()
                .read(connection -> Rows.list(
                        connection,
                        "select stored from journal_anchor order by block, tx, effect",
                        List.of(),
                        row -> JournalAnchor.decode(row.getBytes(1))));
    }

    private static long waiting(Tailed tailed) {
        return tailed.database()
                .read(
                        c -> Rows.number(
                                c,
                                "select (select count(*) from journal_cut where due) + (select count(*) from errand where state <> 'DONE')"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void each_is_anchored_once(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        FailPoint deadly = step -> {
            if (random.nextInt(100) < 40) {
                throw new Killed();
            }
        };
        ChainDoor door = new ChainDoor(CycleDay.both(), CycleDay.openBlocks());
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), door.delivered(), FailPoints.NONE)) {
            tailed.awaitHeight(door.delivered().size() - 1L);
            books(tailed, "5.00", "4.99", "T0-0,1.00", "T0-1,-1.01");
            door.deliver();
            tailed.awaitHeight(door.delivered().size() - 1L);
            close(tailed);
            close(tailed);
            assertThat(waiting(tailed)).isEqualTo(3);
            for (int round = 0; round < ROUNDS && waiting(tailed) > 0; round++) {
                try {
                    run(tailed, door, round < ROUNDS / 2 ? deadly : FailPoint.NONE);
                } catch (Killed e) {
                    assertThat(e).as("a process ended").isNotNull();
                }
                tailed.awaitHeight(door.delivered().size() - 1L);
                now = now.plus(Duration.ofMinutes(3));
            }

            assertThat(anchors(tailed))
                    .as("seed %d", seed)
                    .extracting(anchor -> anchor.period() + " " + anchor.revision())
                    .containsExactlyInAnyOrder("2026-11-20/1 0", "2026-11-20/2 0", "2026-11-20 0");
            for (JournalAnchor anchor : anchors(tailed)) {
                Journal journal = journal(tailed, anchor.period());
                assertThat(journal.root().root()).isEqualTo(anchor.root().root());
                if (anchor.period().cycle() > 0) {
                    assertThat(journal.root()).isEqualTo(anchor.root());
                }
            }
        }
    }

    private Journal journal(Tailed tailed, AnchorPeriod period) {
        return new JournalExport(tailed.database(), new AuditLog(clock), SimulatedChain.HARBOUR, new SecureRandom())
                .make("tester", period, now)
                .orElseThrow()
                .journal();
    }

    @Test
    void what_does_not_sum_up_is_not_anchored_and_told() throws InterruptedException {
        ChainDoor door = new ChainDoor(CycleDay.both(), CycleDay.openBlocks());
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), door.delivered(), FailPoints.NONE)) {
            tailed.awaitHeight(door.delivered().size() - 1L);
            books(tailed, "5.00", "6.00", "T0-0,1.00");
            books(tailed, "9.00", "8.00", "T0-1,-1.00");
            door.deliver();
            tailed.awaitHeight(door.delivered().size() - 1L);
            run(tailed, door, FailPoint.NONE);

            assertThat(waiting(tailed)).isZero();
            assertThat(anchors(tailed)).isEmpty();
            List<String> told = tailed.database()
                    .read(c -> Rows.list(
                            c,
                            "select subject || ': ' || detail from audit where action = 'JOURNAL_NOT_ANCHORED' order by idx",
                            List.of(),
                            row -> row.getString(1)));
            assertThat(told)
                    .containsExactly(
                            "2026-11-20/1: does not sum up: HOUSE in HKD",
                            "2026-11-20/2: does not sum up: HOUSE in HKD");
        }
    }
}
