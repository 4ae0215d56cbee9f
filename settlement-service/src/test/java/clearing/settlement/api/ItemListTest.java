package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.reconcile.Side;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.ItemPages;
import clearing.settlement.matching.NewPosting;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.TallyCheck;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of items by status give what a look at every item gives, whatever the mixture. */
final class ItemListTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int MANY = 9_000;
    private static final int OTHERS = 1_500;

    private final Random random = new Random(11);
    private Database database;
    private Reconciliation reconciliation;
    private int effects;

    @BeforeEach
    void start() {
        database = Database.open(TestDatabases.fresh(), 3);
        reconciliation =
                new Reconciliation(database, Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void post(String account, String prefix, int from, int to) {
        reconciliation.inTransaction(NOW, unit -> {
            for (int i = from; i < to; i++) {
                unit.posting(new NewPosting(
                        1,
                        0,
                        effects++,
                        account,
                        "HKD",
                        100,
                        "TRADE",
                        prefix + i,
                        "LotusSecurities",
                        SimulatedChain.DAY,
                        Optional.empty(),
                        NOW));
            }
            return unit.store();
        });
    }

    /** Of a hundred entries so many are wrong. */
    private void book(String id, int from, int to, int missing, int wrong) {
        List<String> bookings = new ArrayList<>();
        long sum = 0;
        for (int i = from; i < to; i++) {
            if (random.nextInt(1_000) >= missing) {
                int minor = random.nextInt(1_000) < wrong ? 103 : 100;
                sum += minor;
                bookings.add("R" + i + "," + BigDecimal.valueOf(minor, 2));
            }
        }
        String text = TestBooks.statement(id, "0.00", BigDecimal.valueOf(sum, 2).toPlainString(), bookings);
        new Ingestion(
                        database,
                        reconciliation,
                        TestBooks.reader(asset -> OptionalInt.of(2)),
                        new AuditLog(CLOCK),
                        CLOCK,
                        FailPoints.NONE)
                .ingest(
                        "operator",
                        BooksReader.Upload.of(BooksFormat.CSV, id + ".csv", text.getBytes(StandardCharsets.UTF_8)),
                        true);
    }

    private void requireSame() {
        for (Side side : Side.values()) {
            for (int status = 0; status < 4; status++) {
                for (Optional<String> account :
                        List.of(Optional.<String>empty(), Optional.of("HOUSE"), Optional.of("CLIENT"))) {
                    requireSame(side, status, account, 37);
                    requireSame(side, status, account, 500);
                }
            }
        }
    }

    private void requireSame(Side side, int status, Optional<String> account, int limit) {
        String table = side == Side.CHAIN ? "posting" : "book_entry";
        Select all = new Select("select id from " + table)
                .where("status = ?", status)
                .whereIf(account, "account = ?")
                .then("order by id desc");
        List<Long> expected =
                database.read(connection -> Rows.list(connection, all.sql(), all.values(), row -> row.getLong(1)));
        ItemList list = new ItemList(side, status, account, Optional.empty(), Optional.empty(), Optional.empty());
        List<Long> found = new ArrayList<>();
        Cursor cursor = Cursor.START;
        JsonObject page;
        do {
            Cursor from = cursor;
            page = database.read(connection -> list.page(
                    connection,
                    new Select("select * from " + table + " i"),
                    "i.id",
                    from,
                    limit,
                    row -> new Page.Item(new JsonObject().put("id", row.getLong("id")), Cursor.of(row.getLong("id")))));
            page.getJsonArray("items").forEach(item -> found.add(((JsonObject) item).getLong("id")));
            cursor = page.containsKey("nextCursor") ? Cursor.parse(page.getString("nextCursor")) : cursor;
        } while (page.containsKey("nextCursor"));
        assertThat(found).as("%s %s %s", side, status, account).isEqualTo(expected);
    }

    @Test
    void few_of_a_status_are_found_among_many_of_another() {
        post("HOUSE", "R", 0, MANY);
        post("CLIENT", "C", 0, OTHERS);
        requireSame();
        book("S1", 0, MANY, 3, 2);
        requireSame();
        post("HOUSE", "R", MANY, MANY + 50);
        TallyCheck.requireExact(database);
        requireSame();
        reconciliation.inTransaction(NOW, unit -> {
            unit.closeDay(SimulatedChain.DAY.plusDays(7), "operator");
            return unit.store();
        });
        TallyCheck.requireExact(database);
        requireSame();
    }

    @Test
    void books_that_come_first_and_postings_from_before_they_begin_are_found() {
        post("HOUSE", "OLD", 0, 20);
        book("S1", 0, MANY, 0, 3);
        database.write(ItemPages::fold);
        post("HOUSE", "R", 0, MANY - 40);
        TallyCheck.requireExact(database);
        requireSame();
    }

    @Test
    void counts_that_are_not_those_of_the_items_are_told_by_a_recount() {
        post("HOUSE", "R", 0, 30);
        book("S1", 0, 30, 0, 100);
        assertThat(database.<Boolean>read(Recount::agrees)).isTrue();
        database.write(connection -> Rows.update(
                connection, "update account_tally set minor_in = minor_in + 1 where side = 'BOOKS' and status = 1"));
        assertThat(database.<Boolean>read(Recount::agrees)).isFalse();
        database.write(connection -> Rows.update(
                connection, "update account_tally set minor_in = minor_in - 1 where side = 'BOOKS' and status = 1"));
        database.write(connection -> Rows.update(connection, "update break set resolved = true where id = 1"));
        assertThat(database.<Boolean>read(Recount::agrees))
                .as("items of a break that is resolved")
                .isFalse();
    }
}
