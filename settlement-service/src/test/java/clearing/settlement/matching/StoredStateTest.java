package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Break;
import clearing.reconcile.Completeness;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import clearing.reconcile.Verdict;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All that the database says of items, matches and breaks after a random stream of transactions, days that close and restarts, against
 * the engine that is given one object after the other and whose verdicts are folded in memory.
 */
final class StoredStateTest {
    private static final AccountKey HKD = new AccountKey("HOUSE", "HKD");
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int REFERENCES = 60;

    private final Rules rules = Rules.standard(Rules.AmountText.minorUnits());
    private final Reconciler objects = new Reconciler(rules);
    private final TreeSet<String> matches = new TreeSet<>();
    private int postings;
    private int statements;
    private LocalDate closed = SimulatedChain.DAY;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_database_says_what_the_engine_says(long seed) {
        Random random = new Random(seed);
        try (Database database = Database.open(TestDatabases.fresh(), 3)) {
            Reconciliation stored = reconciliation(database);
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(8)) {
                    case 0 -> stored = reconciliation(database);
                    case 1 -> close(stored);
                    case 2, 3, 4 -> post(stored, random);
                    default -> book(stored, database, random);
                }
                compare(database);
            }
            assertThat(matches).isNotEmpty();
            assertThat(objects.openBreaks()).isNotEmpty();
            Outcome again = reconciliation(database).inTransaction(NOW, unit -> {
                unit.closeDay(closed, "operator");
                return unit.store();
            });
            assertThat(again).isEqualTo(Outcome.NONE);
        }
    }

    private void compare(Database database) {
        assertThat(rows(database, "select postings::text || bookings::text from match where withdrawn_at is null"))
                .containsExactlyInAnyOrderElementsOf(matches);
        assertThat(rows(
                        database,
                        "select engine_key || ' ' || kind || ' ' || postings::text || bookings::text from break where not"
                                + " resolved"))
                .containsExactlyInAnyOrderElementsOf(
                        objects.openBreaks().stream().map(StoredStateTest::text).toList());
        assertThat(rows(database, counts("posting"))).isEqualTo(expected(true));
        assertThat(rows(database, counts("book_entry"))).isEqualTo(expected(false));
        for (String side : List.of("posting", "book_entry")) {
            String column = side.equals("posting") ? "postings" : "bookings";
            assertThat(rows(
                            database,
                            "select i.id::text from " + side
                                    + " i left join match m on m.id = i.match_id left join break b"
                                    + " on b.id = i.break_id where not case i.status when 1 then i.break_id is null and"
                                    + " m.withdrawn_at is null and i.id = any(m." + column
                                    + ") when 2 then i.match_id is null"
                                    + " and not b.resolved and i.id = any(b." + column + ") else i.match_id is null and"
                                    + " i.break_id is null end"))
                    .isEmpty();
            assertThat(rows(database, "select id::text from broken_" + side + " order by id"))
                    .isEqualTo(rows(database, "select id::text from " + side + " where status = 2 order by id"));
        }
    }

    private static String counts(String side) {
        return "select coalesce(sum((status = 1)::int), 0) || ' ' || coalesce(sum((status = 2)::int), 0) || ' ' ||"
                + " coalesce(sum((status = 0)::int), 0) || ' ' || coalesce(sum((status = 3)::int), 0) from " + side;
    }

    private List<String> expected(boolean chain) {
        return objects.completeness().stream()
                .map(c -> classes(chain ? c.chain() : c.books())
                        + (chain ? c.carried().count() : 0))
                .findFirst()
                .map(List::of)
                .orElse(List.of("0 0 0 0"));
    }

    private static String classes(Completeness.Classes of) {
        return of.matched().count() + " " + of.broken().count() + " "
                + of.pending().count() + " ";
    }

    private static String text(Break b) {
        return b.id() + " " + b.kind() + " " + braces(b.postings()) + braces(b.bookings());
    }

    private static String braces(List<String> ids) {
        return "{" + String.join(",", ids) + "}";
    }

    private void hear(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdict.Matched m ->
                    assertThat(matches.add(braces(m.postings()) + braces(m.bookings())))
                            .isTrue();
                case Verdict.MatchWithdrawn w ->
                    assertThat(matches.remove(braces(w.postings()) + braces(w.bookings())))
                            .isTrue();
                default -> {}
            }
        }
    }

    private void close(Reconciliation stored) {
        stored.inTransaction(NOW, unit -> {
            unit.closeDay(closed, "operator");
            return unit.store();
        });
        hear(objects.closeDay(closed));
        closed = closed.plusDays(1);
    }

    private void post(Reconciliation stored, Random random) {
        List<NewPosting> some = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int reference = random.nextInt(REFERENCES);
            some.add(new NewPosting(
                    1,
                    0,
                    postings + some.size(),
                    HKD.account(),
                    HKD.asset(),
                    amount(reference, random),
                    "TRADE",
                    written(reference, random),
                    "",
                    SimulatedChain.DAY,
                    Optional.empty(),
                    NOW));
        }
        stored.inTransaction(NOW, unit -> {
            some.forEach(unit::posting);
            return unit.store();
        });
        for (NewPosting p : some) {
            hear(objects.onPosting(
                    new Posting(Integer.toString(++postings), HKD, p.minor(), p.reference(), "", p.valueDate())));
        }
    }

    private void book(Reconciliation stored, Database database, Random random) {
        List<String> lines = new ArrayList<>();
        long sum = 0;
        for (int i = random.nextInt(8); i >= 0; i--) {
            int reference = random.nextInt(REFERENCES);
            long amount = amount(reference, random);
            sum += amount;
            lines.add(written(reference, random) + ","
                    + BigDecimal.valueOf(amount, 2).toPlainString());
        }
        byte[] file = TestBooks.statement(
                        "S" + ++statements, "0.00", BigDecimal.valueOf(sum, 2).toPlainString(), lines)
                .getBytes(StandardCharsets.UTF_8);
        BooksReader reader = TestBooks.reader(asset -> OptionalInt.of(2));
        BooksReader.Upload upload = BooksReader.Upload.of(BooksFormat.CSV, "S" + statements + ".csv", file);
        long before = number(database);
        new Ingestion(database, stored, reader, new AuditLog(CLOCK), CLOCK, FailPoints.NONE)
                .ingest("operator", upload, true);
        reader.read(upload).statements().forEach(statement -> {
            statement.opening().ifPresent(o -> hear(objects.onBooksOpened(HKD, o.date())));
        });
        List<Long> ids = database.read(connection -> Rows.list(
                connection,
                "select id from book_entry_fact where id > ? order by id",
                List.of(before),
                r -> r.getLong(1)));
        int at = 0;
        for (var statement : reader.read(upload).statements()) {
            for (var entry : statement.entries()) {
                hear(objects.onBooking(Booking.of(Long.toString(ids.get(at++)), entry)));
            }
        }
        assertThat(at).isEqualTo(ids.size());
    }

    /** Mostly the one amount of the reference. */
    private static long amount(int reference, Random random) {
        return 1_000 + reference + (random.nextInt(6) == 0 ? 1 : 0);
    }

    /** Now and then in small letters or with a blank, which makes no difference. */
    private static String written(int reference, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "r" + reference;
            case 1 -> "R " + reference;
            default -> "R" + reference;
        };
    }

    private Reconciliation reconciliation(Database database) {
        return new Reconciliation(database, rules, SimulatedChain.HARBOUR);
    }

    private static List<String> rows(Database database, String sql) {
        return database.read(connection -> Rows.list(connection, sql, Arrays.asList(), row -> row.getString(1)));
    }

    private static long number(Database database) {
        return database.<Long>read(
                connection -> Rows.number(connection, "select coalesce(max(id), 0) from book_entry_fact"));
    }
}
