package clearing.settlement.desk.mandate;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A mandate.
 *
 * @param state PENDING, ACTIVE, REJECTED or OFF
 * @param toleranceMinor greatest amount at risk of one break
 * @param dailyCount greatest number of uses a day
 * @param dailyMinor greatest amount at risk of all uses of a day
 */
public record Mandate(
        long id,
        String state,
        String reason,
        List<String> kinds,
        List<String> accounts,
        String asset,
        long toleranceMinor,
        int dailyCount,
        long dailyMinor,
        LocalDate validFrom,
        LocalDate validTo,
        String maker,
        Instant at,
        Optional<Off> off) {
    public Mandate {
        kinds = List.copyOf(kinds);
        accounts = List.copyOf(accounts);
    }

    /** Who switched it off, why and when. */
    public record Off(String by, String reason, Instant at) {}

    /** How much of a day's budget is used. */
    public record Used(int count, BigDecimal minor) {}

    /** One mandate, kept from others until the transaction ends. */
    static Mandate locked(Connection connection, long id) throws SQLException {
        return Rows.first(connection, "select * from mandate where id = ? for update", List.of(id), Mandate::of)
                .orElseThrow(() -> DeskRefusal.of(DeskRefusal.Code.NOT_FOUND, "The mandate does not exist."));
    }

    /** What was used of the budget of a day. */
    public static Used used(Connection connection, long id, LocalDate day) throws SQLException {
        return Rows.first(
                        connection,
                        "select uses, minor from mandate_day where mandate_id = ? and day = ?",
                        List.of(id, day),
                        row -> new Used(row.getInt(1), row.getBigDecimal(2)))
                .orElse(new Used(0, BigDecimal.ZERO));
    }

    /** A whole row of the table. */
    public static Mandate of(ResultSet row) throws SQLException {
        Optional<String> offBy = Optional.ofNullable(row.getString("off_by"));
        Optional<Off> off = offBy.isEmpty()
                ? Optional.empty()
                : Optional.of(new Off(offBy.get(), row.getString("off_reason"), Rows.instant(row, "off_at")));
        return new Mandate(
                row.getLong("id"),
                row.getString("state"),
                row.getString("reason"),
                List.of((String[]) row.getArray("kinds").getArray()),
                List.of((String[]) row.getArray("accounts").getArray()),
                row.getString("asset"),
                row.getLong("tolerance_minor"),
                row.getInt("daily_count"),
                row.getLong("daily_minor"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getString("maker"),
                Rows.instant(row, "at"),
                off);
    }
}
