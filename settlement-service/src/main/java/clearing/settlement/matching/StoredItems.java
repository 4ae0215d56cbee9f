package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Item;
import clearing.reconcile.ItemBatch;
import clearing.reconcile.Posting;
import clearing.reconcile.Restoring;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Items as the engine knows them, read back from their rows. */
final class StoredItems {
    private static final String POSTINGS =
            "select id, account, asset, minor, reference, counterparty, value_date from posting_fact ";
    private static final String BOOKINGS =
            "select id, account, asset, minor, more_refs, counterparty, booking_date, value_date, reversal, note, reference"
                    + " from book_entry_fact ";

    private static final int AT_ONCE = 4_096;

    private StoredItems() {}

    /** Gives all items to an engine on its way back, by a cursor and as columns: no list of them is ever held. */
    static void restore(Connection connection, Restoring restoring, boolean withText) throws SQLException {
        ItemBatch batch = restoring.batch();
        try (PreparedStatement statement = connection.prepareStatement(POSTINGS + "order by id")) {
            statement.setFetchSize(AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    give(restoring, batch, posting(row));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(BOOKINGS + "order by id")) {
            statement.setFetchSize(AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    give(restoring, batch, booking(row, withText));
                }
            }
        }
        restoring.batch(batch);
    }

    private static void give(Restoring restoring, ItemBatch batch, Item item) {
        if (!batch.add(item)) {
            restoring.item(item);
        }
        if (batch.size() >= AT_ONCE) {
            restoring.batch(batch);
            batch.clear();
        }
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

    /** Nearly all have one, which needs no array. */
    private static List<String> references(String first, String more, ResultSet row) throws SQLException {
        if (!more.equals("{}")) {
            return Arrays.asList((String[]) row.getArray(5).getArray());
        }
        return first.isEmpty() ? List.of() : List.of(first);
    }

    private static Booking booking(ResultSet row, boolean withText) throws SQLException {
        return new Booking(
                Long.toString(row.getLong(1)),
                new AccountKey(row.getString(2), row.getString(3)),
                row.getLong(4),
                references(row.getString(11), row.getString(5), row),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                row.getBoolean(9),
                withText ? row.getString(10) : "");
    }
}
