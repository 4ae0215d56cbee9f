package clearing.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.chain.VerifiedBlock;
import clearing.client.journal.Journal;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalRoot;
import clearing.settlement.ledger.CycleDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import clearing.settlement.store.Victims;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of a cycle is what the books said when its block came, whatever comes later and however blocks arrive. */
class CycleCutTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final List<VerifiedBlock> BLOCKS = CycleDay.both().blocks();
    private static final int OPEN = CycleDay.openBlocks();
    private static final String DATE = DateTimeFormatter.ofPattern("yyMMdd").format(SimulatedChain.DAY);
    private static final String BOOKED = DateTimeFormatter.ofPattern("MMdd").format(SimulatedChain.DAY);
    /** As the chain has them, with another amount, of a later block, and such as nobody knows. */
    private static final List<String> ENTRIES = List.of(
            "C1,00NTRFT0-0//A",
            "D1,01NTRFT0-1//B",
            "D9,99NTRFT0-2//C",
            "C1,00NTRFT7-0//D",
            "C5,00NTRFX-1//E",
            "C6,00NTRFX-2//F");

    /** A process that takes in all blocks, and dies. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            DatabaseAddress address = new DatabaseAddress(args[0], args[1], System.getenv(Victims.PASSWORD));
            try (Tailed tailed = new Tailed(address, BLOCKS, FailPoints.fromProperty())) {
                tailed.awaitHeight(BLOCKS.size() - 1L);
            }
        }
    }

    private static AnchorPeriod cycle(int number) {
        return new AnchorPeriod(SimulatedChain.DAY, number);
    }

    private static Optional<Journal> journal(Tailed tailed, int number) {
        return new JournalExport(tailed.database(), new AuditLog(CLOCK), SimulatedChain.HARBOUR, new SecureRandom())
                .make("tester", cycle(number), NOW)
                .map(made -> {
                    assertThat(made.unbalanced()).isEmpty();
                    return made.journal();
                });
    }

    private static List<String> entries(Journal journal) {
        return journal.accounts().stream()
                .flatMap(of -> of.entries().stream())
                .map(e -> e.id() + " " + e.reference() + " " + e.minor() + " " + e.verdict() + " " + e.trade())
                .toList();
    }

    private static void ingest(Tailed tailed, String text) {
        new Ingestion(
                        tailed.database(),
                        tailed.reconciliation(),
                        TestBooks.reader(tailed.scales()),
                        new AuditLog(CLOCK),
                        CLOCK,
                        FailPoints.NONE)
                .ingest(
                        "operator",
                        new BooksReader.Upload(
                                Optional.empty(), Optional.empty(), "books", text.getBytes(StandardCharsets.UTF_8)),
                        true);
    }

    private static void report(Tailed tailed, String entry) {
        ingest(tailed, ":20:R" + entry.hashCode() + "\n:25:HOUSE-HKD\n:28C:0\n:34F:HKD0,\n" + line(entry));
    }

    private static String line(String entry) {
        return ":61:" + DATE + BOOKED + entry + "\n";
    }

    /** The day's statement, with the first two of the entries: the others are withdrawn, and their rows go. */
    private static void statement(Tailed tailed) {
        ingest(
                tailed,
                ":20:S\n:25:HOUSE-HKD\n:28C:1/1\n:60F:C" + DATE + "HKD0,00\n" + line(ENTRIES.get(0))
                        + line(ENTRIES.get(1)) + ":62F:D" + DATE + "HKD0,01\n");
    }

    private static void closeDay(Tailed tailed) {
        tailed.reconciliation().inTransaction(NOW, unit -> {
            unit.closeDay(SimulatedChain.DAY, "tester");
            return unit.store();
        });
    }

    /** The books of the day as they stand, in the words of {@link #entries}. */
    private static List<String> stored(Tailed tailed) {
        return tailed.database()
                .read(connection -> Rows.list(
                        connection,
                        "select id || ' ' || reference || ' ' || minor || ' ' || (array['PENDING', 'MATCHED', 'BROKEN'])[status + 1]"
                                + " from book_entry order by id",
                        List.of(),
                        row -> row.getString(1)));
    }

    private static long cuts(Tailed tailed) {
        return tailed.database().read(c -> Rows.number(c, "select count(*) from journal_cut where taken"));
    }

    /** Everything that is kept of cuts, as a text. */
    private static String kept(Tailed tailed) {
        return tailed.database()
                .read(connection -> String.join(
                        "\n",
                        Rows.list(
                                connection,
                                "select c::text || coalesce(a::text, '') from journal_cut c left join journal_cut_account a"
                                        + " using (day, cycle) order by c.day, c.cycle, a.account, a.asset",
                                List.of(),
                                row -> row.getString(1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void in_whatever_order_books_and_blocks_arrive_and_whatever_follows(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<VerifiedBlock> delivered = new CopyOnWriteArrayList<>(BLOCKS.subList(0, OPEN));
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), delivered, FailPoints.NONE)) {
            tailed.awaitHeight(OPEN - 1L);
            List<List<String>> expected = new ArrayList<>();
            List<Optional<JournalRoot>> early = new ArrayList<>();
            List<Optional<String>> steps = new ArrayList<>();
            ENTRIES.forEach(entry -> steps.add(Optional.of(entry)));
            while (steps.size() < ENTRIES.size() + BLOCKS.size() - OPEN) {
                steps.add(Optional.empty());
            }
            Collections.shuffle(steps, random);
            for (Optional<String> step : steps) {
                if (step.isPresent()) {
                    report(tailed, step.get());
                } else {
                    delivered.add(BLOCKS.get(delivered.size()));
                    tailed.awaitHeight(delivered.size() - 1L);
                }
                if (cuts(tailed) > expected.size()) {
                    expected.add(stored(tailed));
                    // Some are asked for at once, the others not before the end.
                    early.add(
                            random.nextBoolean()
                                    ? journal(tailed, expected.size()).map(Journal::root)
                                    : Optional.empty());
                }
            }
            assertThat(expected).as("seed %d", seed).hasSize(2);
            closeDay(tailed);
            List<JournalRoot> closed = roots(tailed);
            statement(tailed);
            closeDay(tailed);

            assertThat(stored(tailed)).as("seed %d", seed).hasSize(2);
            assertThat(roots(tailed)).as("seed %d", seed).isEqualTo(closed);
            for (int number = 1; number <= 2; number++) {
                Optional<Journal> journal = journal(tailed, number);
                List<String> found = journal.map(CycleCutTest::entries).orElse(List.of()).stream()
                        .map(text -> text.replaceAll(" [^ ]*$", ""))
                        .toList();
                assertThat(found).as("seed %d, cycle %d", seed, number).isEqualTo(expected.get(number - 1));
                early.get(number - 1)
                        .ifPresent(root -> assertThat(journal.orElseThrow().root())
                                .as("seed %d", seed)
                                .isEqualTo(root));
            }
        }
    }

    private static List<JournalRoot> roots(Tailed tailed) {
        List<JournalRoot> roots = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            journal(tailed, number).map(Journal::root).ifPresent(roots::add);
        }
        return roots;
    }

    /** A database with the open day's blocks and all books, before any cycle is over. */
    private static DatabaseAddress prepared() throws InterruptedException {
        DatabaseAddress address = TestDatabases.fresh();
        try (Tailed tailed = new Tailed(address, BLOCKS.subList(0, OPEN), FailPoints.NONE)) {
            tailed.awaitHeight(OPEN - 1L);
            ENTRIES.forEach(entry -> report(tailed, entry));
        }
        return address;
    }

    private static String oneByOne() throws InterruptedException {
        List<VerifiedBlock> delivered = new CopyOnWriteArrayList<>(BLOCKS.subList(0, OPEN));
        try (Tailed tailed = new Tailed(prepared(), delivered, FailPoints.NONE)) {
            while (delivered.size() < BLOCKS.size()) {
                delivered.add(BLOCKS.get(delivered.size()));
                tailed.awaitHeight(delivered.size() - 1L);
            }
            return kept(tailed);
        }
    }

    @Test
    void blocks_that_come_many_at_a_time_are_cut_where_each_cycle_ends() throws InterruptedException {
        try (Tailed tailed = new Tailed(prepared(), BLOCKS, FailPoints.NONE)) {
            tailed.awaitHeight(BLOCKS.size() - 1L);

            assertThat(kept(tailed)).isEqualTo(oneByOne());
            Journal first = journal(tailed, 1).orElseThrow();
            assertThat(first.seal().records()).isPositive();
            assertThat(entries(first)).anyMatch(text -> text.contains("T7-0 100 PENDING "));
            assertThat(entries(journal(tailed, 2).orElseThrow()))
                    .anyMatch(text -> text.contains("T7-0 100 MATCHED HarbourBrokers/LotusSecurities/0000000007#0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2", "C4", "C5", "C4:2", "C6:2"})
    void dying_while_a_cycle_ends_leaves_one_cut_of_it(String point) throws IOException, InterruptedException {
        DatabaseAddress address = prepared();
        assertThat(Victims.die(Victim.class, address, point, 120)).isEqualTo(Victims.KILLED);
        try (Tailed tailed = new Tailed(address, BLOCKS, FailPoints.NONE)) {
            tailed.awaitHeight(BLOCKS.size() - 1L);
            assertThat(kept(tailed)).isEqualTo(oneByOne());
        }
    }

    @Test
    void a_cycle_without_a_cut_is_told() throws InterruptedException {
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), BLOCKS, FailPoints.NONE)) {
            tailed.awaitHeight(BLOCKS.size() - 1L);

            assertThat(journal(tailed, 1)).as("no books had come").isEmpty();
            assertThatThrownBy(() -> journal(tailed, 3))
                    .isInstanceOf(JournalExport.NoCut.class)
                    .hasMessageContaining("less than 3 of the cycles of 2026-11-20 are over");
            tailed.database().write(c -> Rows.update(c, "update journal_cut set taken = false where cycle = 2"));
            assertThatThrownBy(() -> journal(tailed, 2))
                    .isInstanceOf(JournalExport.NoCut.class)
                    .hasMessageContaining("EU/2026-11-20/1, settled by block " + (BLOCKS.size() - 1));
        }
    }
}
