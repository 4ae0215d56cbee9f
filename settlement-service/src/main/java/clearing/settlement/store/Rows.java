package clearing.settlement.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepared statements with their values, and rows as records. */
public final class Rows {
    private Rows() {}

    /**
     * One row to one value.
     *
     * @param <T> the value
     */
    @FunctionalInterface
    public interface Mapper<T> {
        /**
         * Reads the row on which the result set stands.
         *
         * @param row not to be moved
         */
        T map(ResultSet row) throws SQLException;
    }

    /** All rows of a query. Values: text, numbers, Boolean, byte[], Instant, LocalDate, Long[], String[]. */
    public static <T> List<T> list(Connection connection, String sql, List<?> values, Mapper<T> mapper)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, values);
            try (ResultSet row = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (row.next()) {
                    all.add(mapper.map(row));
                }
                return all;
            }
        }
    }

    /** The first row of a query. */
    public static <T> Optional<T> first(Connection connection, String sql, List<?> values, Mapper<T> mapper)
            throws SQLException {
        List<T> all = list(connection, sql, values, mapper);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** A single number, such as a count. */
    public static long number(Connection connection, String sql, Object... values) throws SQLException {
        return first(connection, sql, List.of(values), row -> row.getLong(1)).orElse(0L);
    }

    /** Changes rows and says how many. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, List.of(values));
            return statement.executeUpdate();
        }
    }

    /** Binds values from 1 on. */
    public static void bind(Connection connection, PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            switch (value) {
                case Instant instant -> statement.setObject(i + 1, utc(instant));
                case Long[] numbers -> statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case LocalDate date -> statement.setObject(i + 1, date);
                case Optional<?> optional -> statement.setObject(i + 1, optional.orElse(null));
                default -> statement.setObject(i + 1, value);
            }
        }
    }

    /** A time column that is not null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time as the driver wants it. */
    public static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
