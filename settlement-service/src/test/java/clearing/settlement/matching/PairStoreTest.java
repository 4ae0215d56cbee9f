package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.reconcile.Side;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More pairs than go to engine and database at once, in both orders of arrival, over a restart. */
final class PairStoreTest {
    private static final int MANY = 9_001;
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** Items whose class and whose match do not belong together. */
    private static final String ASTRAY =
            "select (select count(*) from posting i left join match m on m.id = i.match_id where"
                    + " i.status <> 1 or m.withdrawn_at is not null or i.minor <> m.minor or upper(i.reference) <> m.reference"
                    + " or m.postings <> array[i.id]) + (select count(*) from book_entry i left join match m on m.id = i.match_id"
                    + " where i.status <> 1 or m.bookings <> array[i.id] or i.minor <> m.minor or i.account <> m.account)";

    @Test
    void every_pair_is_stored_whichever_side_came_first() {
        try (Database database = Database.open(TestDatabases.fresh(), 3)) {
            post(reconciliation(database), 0, MANY);
            assertThat(books(reconciliation(database), database, "S1", 0, MANY + 500)
                            .outcome()
                            .matched())
                    .isEqualTo(MANY);
            assertThat(number(database, "select count(*) from book_entry where status = 0"))
                    .isEqualTo(500);

            Outcome late = post(reconciliation(database), MANY, MANY + 500);

            assertThat(late.matched()).isEqualTo(500);
            assertThat(number(database, ASTRAY)).isZero();
            TallyCheck.requireExact(database);
            assertThat(number(database, "select count(*) from match")).isEqualTo(MANY + 500);
        }
    }

    @Test
    void a_pair_of_before_a_restart_stands_when_a_second_posting_of_its_reference_comes() {
        try (Database database = Database.open(TestDatabases.fresh(), 3)) {
            post(reconciliation(database), 0, 3);
            books(reconciliation(database), database, "S1", 0, 3);
            Reconciliation restarted = reconciliation(database);
            restarted.inTransaction(NOW, unit -> {
                unit.posting(posting(1, 900));
                return unit.store();
            });
            assertThat(number(database, "select count(*) from posting where status = 0"))
                    .isEqualTo(1);
            assertThat(number(database, "select count(*) from match where withdrawn_at is null"))
                    .isEqualTo(3);
            assertThat(number(
                            database,
                            "select count(*) from posting i join match m on m.id = i.match_id"
                                    + " where i.status = 1 and m.withdrawn_at is null and i.id = any(m.postings)"))
                    .isEqualTo(3);
        }
    }

    @Test
    void pairs_are_found_by_either_side_until_they_are_taken_back() {
        Random random = new Random(7);
        NewPairs pairs = new NewPairs();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long posting = 1 + random.nextInt(5_000);
            Long booking = expected.remove(posting);
            assertThat(pairs.withdraw(posting, booking == null ? posting * 3 : booking))
                    .isEqualTo(booking != null);
            if (random.nextBoolean()) {
                pairs.add(posting, posting * 3);
                expected.put(posting, posting * 3);
            }
        }
        assertThat(pairs.count()).isEqualTo(expected.size());
        for (long posting = 1; posting <= 5_000; posting++) {
            long booking = pairs.partnerOf(Side.CHAIN, posting);
            assertThat(booking).isEqualTo(expected.getOrDefault(posting, 0L));
            assertThat(pairs.partnerOf(Side.BOOKS, posting * 3)).isEqualTo(booking == 0 ? 0 : posting);
        }
    }

    private static Reconciliation reconciliation(Database database) {
        return new Reconciliation(database, Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR);
    }

    private static Outcome post(Reconciliation on, int from, int to) {
        return on.inTransaction(NOW, unit -> {
            IntStream.range(from, to).forEach(i -> unit.posting(posting(i, i)));
            return unit.store();
        });
    }

    private static NewPosting posting(int reference, int effect) {
        return new NewPosting(
                1,
                0,
                effect,
                "HOUSE",
                "HKD",
                100 + reference,
                "TRADE",
                (reference % 7 == 0 ? "r" : "R") + reference,
                "LotusSecurities",
                SimulatedChain.DAY,
                Optional.empty(),
                NOW);
    }

    private static Ingested books(Reconciliation on, Database database, String id, int from, int to) {
        long sum = IntStream.range(from, to).mapToLong(i -> 100 + i).sum();
        List<String> bookings = IntStream.range(from, to)
                .map(i -> to - 1 - i + from)
                .mapToObj(i -> "R" + i + "," + decimal(100 + i))
                .toList();
        byte[] file = TestBooks.statement(id, "0.00", decimal(sum), bookings).getBytes(StandardCharsets.UTF_8);
        return new Ingestion(
                        database,
                        on,
                        TestBooks.reader(asset -> OptionalInt.of(2)),
                        new AuditLog(CLOCK),
                        CLOCK,
                        FailPoints.NONE)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, id + ".csv", file), true);
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static long number(Database database, String sql) {
        return database.<Long>read(connection -> Rows.number(connection, sql));
    }
}
