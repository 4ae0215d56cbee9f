package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of new entries, in the caller's transaction. */
final class EntryRows {
    private EntryRows() {}

    /**
     * An entry with its number.
     *
     * @param statement the document that brings it
     * @param advised no statement has brought it yet
     */
    record Row(long id, long statement, boolean advised, BookEntry entry) {}

    /** Writes all with where they stand. */
    static void write(Connection connection, VerdictStore store, List<Row> entries) throws SQLException {
        CopyRows rows = new CopyRows(
                "book_entry",
                "id, statement_id, entry_id, account, asset, minor, reference, refs, counterparty, booking_date, value_date,"
                        + " reversal, code, note, line, status, match_id, break_id, bank_reference, advised, exchange");
        for (Row row : entries) {
            BookEntry e = row.entry();
            VerdictStore.Columns columns = store.columns(Side.BOOKS, row.id());
            rows.add(
                    row.id(),
                    row.statement(),
                    e.entryId(),
                    e.account(),
                    e.asset(),
                    e.amountMinor(),
                    e.reference(),
                    e.references(),
                    e.counterparty(),
                    e.bookingDate(),
                    e.valueDate(),
                    e.reversal(),
                    e.transactionCode(),
                    e.text(),
                    e.location().line(),
                    columns.status(),
                    columns.match(),
                    columns.breakId(),
                    e.bankReference(),
                    row.advised(),
                    e.exchange().map(AdvisedEntries::exchange));
        }
        rows.write(connection);
    }
}
