package clearing.settlement.desk.mandate;

import clearing.books.BooksFormat;
import clearing.reconcile.Rules;
import clearing.settlement.desk.Desk;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.Ingested;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.NewPosting;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Engine and desk of a member on a real database, by a clock that the test sets. Reference {@code Ri} is posted with 100.00. */
final class MandatedDesk implements AutoCloseable {
    static final Instant FRIDAY = Instant.parse("2026-11-20T09:00:00Z");

    private final Database database;
    private final Reconciliation reconciliation;
    private final Desk desk;
    private final AuditLog audit;
    private final FailPoints failPoints;
    private final InstantSource clock = () -> this.now;
    private Instant now = FRIDAY;

    MandatedDesk(DatabaseAddress address, FailPoints failPoints) {
        this.failPoints = failPoints;
        database = Database.open(address, 4);
        audit = new AuditLog(clock);
        reconciliation =
                new Reconciliation(database, Rules.standard(Rules.AmountText.minorUnits()), SimulatedChain.HARBOUR);
        desk = Desk.open(
                database,
                reconciliation,
                new Scales(),
                audit,
                new Outbox(SimulatedChain.HARBOUR, List.of(), Mailing.NONE),
                clock);
    }

    Database database() {
        return database;
    }

    Reconciliation reconciliation() {
        return reconciliation;
    }

    Desk desk() {
        return desk;
    }

    void at(Instant later) {
        now = later;
    }

    /** A mandate for wrong amounts of the house account, proposed by one and approved by two. */
    long mandate(long tolerance, int uses, long minor) {
        LocalDate day = SimulatedChain.DAY;
        Mandate asked = new Mandate(
                0,
                "",
                "Small ones.",
                List.of("AMOUNT_DIFFERS"),
                List.of("HOUSE"),
                "HKD",
                tolerance,
                uses,
                minor,
                day,
                day.plusDays(30),
                "",
                now,
                Optional.empty());
        return database.write(connection -> {
            long id = desk.mandates().propose(connection, "operator", asked);
            desk.mandates().decide(connection, "ada", id, true, "Agreed.");
            desk.mandates().decide(connection, "bo", id, true, "Agreed.");
            return id;
        });
    }

    /** Postings R0, R1 and so on. */
    void post(int count) {
        reconciliation.inTransaction(now, unit -> {
            give(unit, 0, count);
            return unit.store();
        });
    }

    static void give(Reconciliation.Unit unit, int from, int to) {
        for (int i = from; i < to; i++) {
            unit.posting(new NewPosting(
                    1,
                    0,
                    i,
                    "HOUSE",
                    "HKD",
                    10_000,
                    "TRADE",
                    "R" + i,
                    "LotusSecurities",
                    SimulatedChain.DAY,
                    Optional.empty(),
                    FRIDAY));
        }
    }

    /** A statement that books R0, R1 and so on, each by so many minor units too much. */
    Ingested book(String id, long... wrong) {
        List<String> bookings = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < wrong.length; i++) {
            bookings.add("R" + i + "," + decimal(10_000 + wrong[i]));
            sum += 10_000 + wrong[i];
        }
        byte[] file = TestBooks.statement(id, "0.00", decimal(sum), bookings).getBytes(StandardCharsets.UTF_8);
        return new Ingestion(
                        database,
                        reconciliation,
                        TestBooks.reader(asset -> OptionalInt.of(2)),
                        audit,
                        clock,
                        failPoints)
                .ingest("operator", BooksReader.Upload.of(BooksFormat.CSV, id + ".csv", file), true);
    }

    private static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    /** The first column, as texts. */
    List<String> rows(String sql) {
        return database.read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
    }

    /** References of breaks that stand. */
    List<String> open() {
        return rows("select reference from break where not resolved order by id");
    }

    /** What is used of budgets. */
    List<String> meters() {
        return rows("select concat_ws(' ', mandate_id, day, uses, minor) from mandate_day order by mandate_id, day");
    }

    @Override
    public void close() {
        database.close();
    }
}
