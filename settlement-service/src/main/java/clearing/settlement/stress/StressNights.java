package clearing.settlement.stress;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The nights as the database keeps them: a row each. */
public final class StressNights {
    private StressNights() {}

    /**
     * Keeps a night.
     *
     * @return false when the date has its row already, which stays as it is
     */
    static boolean add(Connection connection, StressNight night) throws SQLException {
        return Rows.update(
                        connection,
                        "insert into stress_night (night, block, started_at, finished_at, shocks, cover1, cover2, details)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?::jsonb) on conflict (night) do nothing",
                        night.night(),
                        night.block(),
                        night.started(),
                        night.finished(),
                        night.shocks().toArray(String[]::new),
                        night.cover1(),
                        night.cover2(),
                        night.details())
                == 1;
    }

    static boolean has(Connection connection, LocalDate night) throws SQLException {
        return Rows.number(connection, "select count(*) from stress_night where night = ?", night) > 0;
    }

    /** The newest night, empty before the first. */
    public static Optional<StressNight> last(Connection connection) throws SQLException {
        return Rows.first(
                connection, "select * from stress_night order by night desc limit 1", List.of(), StressNights::of);
    }

    /** A night out of its row. */
    public static StressNight of(ResultSet row) throws SQLException {
        String[] shocks = (String[]) row.getArray("shocks").getArray();
        return new StressNight(
                row.getObject("night", LocalDate.class),
                row.getLong("block"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "finished_at"),
                Arrays.asList(shocks),
                row.getBoolean("cover1"),
                row.getBoolean("cover2"),
                row.getString("details"));
    }
}
