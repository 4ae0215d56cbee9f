package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Items as the engine knows them, read back from their rows. */
final class StoredItems {
    private static final String POSTINGS =
            "select id, account, asset, minor, reference, counterparty, value_date from posting ";
    private static final String BOOKINGS =
            "select id, account, asset, minor, refs, counterparty, booking_date, value_date, reversal, note from book_entry ";

    private StoredItems() {}

    static List<Posting> postings(Connection connection) throws SQLException {
        return Rows.list(connection, POSTINGS + "order by id", List.of(), StoredItems::posting);
    }

    static List<Booking> bookings(Connection connection, boolean withText) throws SQLException {
        return Rows.list(connection, BOOKINGS + "order by id", List.of(), row -> booking(row, withText));
    }

    static List<Posting> postings(Connection connection, List<Long> numbers) throws SQLException {
        return Rows.list(connection, POSTINGS + "where id = any(?)", array(numbers), StoredItems::posting);
    }

    static List<Booking> bookings(Connection connection, List<Long> numbers, boolean withText) throws SQLException {
        return Rows.list(connection, BOOKINGS + "where id = any(?)", array(numbers), row -> booking(row, withText));
    }

    private static List<Object> array(List<Long> numbers) {
        return List.of((Object) numbers.toArray(Long[]::new));
    }

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                Long.toString(row.getLong(1)),
                new AccountKey(row.getString(2), row.getString(3)),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, LocalDate.class));
    }

    private static Booking booking(ResultSet row, boolean withText) throws SQLException {
        return new Booking(
                Long.toString(row.getLong(1)),
                new AccountKey(row.getString(2), row.getString(3)),
                row.getLong(4),
                Arrays.asList((String[]) row.getArray(5).getArray()),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                row.getBoolean(9),
                withText ? row.getString(10) : "");
    }
}
