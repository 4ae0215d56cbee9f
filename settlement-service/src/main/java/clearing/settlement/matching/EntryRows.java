package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.Side;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows of new entries, in the caller's transaction. */
final class EntryRows implements AutoCloseable {
    private final BinaryRows rows;
    private final Standings standings;

    EntryRows(Connection connection, Standings standings) {
        this.standings = standings;
        rows = new BinaryRows(
                connection,
                "book_entry_fact",
                "id, statement_id, entry_id, account, asset, minor, reference, refs, counterparty, booking_date, value_date,"
                        + " reversal, code, note, line, first_status, first_match, first_break, bank_reference, advised,"
                        + " exchange");
    }

    /**
     * Writes an entry with where it stands.
     *
     * @param statement the document that brings it
     * @param advised no statement has brought it yet
     */
    void add(long id, long statement, boolean advised, BookEntry e) throws SQLException {
        rows.row()
                .int8(id)
                .int8(statement)
                .text(e.entryId())
                .text(e.account())
                .text(e.asset())
                .int8(e.amountMinor())
                .text(e.reference())
                .texts(e.references())
                .text(e.counterparty())
                .date(e.bookingDate())
                .date(e.valueDate())
                .bool(e.reversal())
                .text(e.transactionCode())
                .text(e.text())
                .int4(e.location().line());
        standings.write(rows, Side.BOOKS, id);
        rows.text(e.bankReference()).bool(advised);
        if (e.exchange().isPresent()) {
            rows.json(AdvisedEntries.exchange(e.exchange().get()));
        } else {
            rows.nothing();
        }
    }

    void finish() throws SQLException {
        rows.finish();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
