package clearing.settlement.desk.mandate;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A mandate of which parts of one day's budget are taken, in one transaction that has it for itself. */
final class Meter {
    private final Mandate mandate;
    private final LocalDate day;
    private final Mandate.Used before;
    private int uses;
    private BigDecimal minor = BigDecimal.ZERO;

    private Meter(Mandate mandate, LocalDate day, Mandate.Used before) {
        this.mandate = mandate;
        this.day = day;
        this.before = before;
    }

    /** Those in force on the day, the oldest first. Nobody else takes of their budgets, or stops them, until the transaction ends. */
    static List<Meter> locked(Connection connection, LocalDate day) throws SQLException {
        List<Mandate> active = Rows.list(
                connection,
                "select * from mandate where state = 'ACTIVE' and valid_from <= ? and valid_to >= ? order by id for update",
                List.of(day, day),
                Mandate::of);
        if (active.isEmpty()) {
            return List.of();
        }
        Map<Long, Mandate.Used> used = new HashMap<>();
        Rows.list(
                        connection,
                        "select mandate_id, uses, minor from mandate_day where day = ? and mandate_id = any(?)",
                        List.of(day, active.stream().map(Mandate::id).toArray(Long[]::new)),
                        row -> Map.entry(row.getLong(1), new Mandate.Used(row.getInt(2), row.getBigDecimal(3))))
                .forEach(each -> used.put(each.getKey(), each.getValue()));
        List<Meter> meters = new ArrayList<>();
        active.forEach(mandate -> meters.add(
                new Meter(mandate, day, used.getOrDefault(mandate.id(), new Mandate.Used(0, BigDecimal.ZERO)))));
        return meters;
    }

    Mandate mandate() {
        return mandate;
    }

    boolean isUsed() {
        return uses > 0;
    }

    boolean covers(BreakFacts facts) {
        return mandate.kinds().contains(facts.kind())
                && mandate.accounts().contains(facts.account())
                && mandate.asset().equals(facts.asset())
                && facts.riskMinor().compareTo(BigDecimal.valueOf(mandate.toleranceMinor())) <= 0;
    }

    /** Whether the rest of the day's budget is enough for that much. */
    boolean hasLeft(BigDecimal more) {
        BigDecimal all = before.minor().add(minor).add(more);
        return before.count() + uses < mandate.dailyCount()
                && all.compareTo(BigDecimal.valueOf(mandate.dailyMinor())) <= 0;
    }

    /** Takes one use of that much, which {@link #hasLeft}. */
    void take(BigDecimal more) {
        uses++;
        minor = minor.add(more);
    }

    /** Writes what was taken. */
    void write(Connection connection) throws SQLException {
        Rows.update(
                connection,
                "insert into mandate_day (mandate_id, day, uses, minor) values (?, ?, 0, 0) on conflict do nothing",
                mandate.id(),
                day);
        int written = Rows.update(
                connection,
                "update mandate_day set uses = uses + ?, minor = minor + ? where mandate_id = ? and day = ?"
                        + " and uses + ? <= ? and minor + ? <= ?",
                uses,
                minor,
                mandate.id(),
                day,
                uses,
                mandate.dailyCount(),
                minor,
                mandate.dailyMinor());
        if (written != 1) {
            throw new IllegalStateException("mandate " + mandate.id() + " would be used beyond its budget");
        }
    }
}
