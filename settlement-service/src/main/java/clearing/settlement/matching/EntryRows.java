package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Rows of new entries, in the caller's transaction. */
final class EntryRows implements AutoCloseable {
    private final BinaryRows rows;
    private final EntryLists lists = new EntryLists();
    private final Connection connection;
    private final Standings standings;
    private final Instant now;

    /** @param now when they come */
    EntryRows(Connection connection, Standings standings, Instant now) {
        this.connection = connection;
        this.standings = standings;
        this.now = now;
        rows = new BinaryRows(
                connection,
                "book_entry_fact",
                "id, statement_id, entry_id, account, asset, minor, reference, more_refs, counterparty, booking_date, value_date,"
                        + " reversal, code, note, line, first_status, first_match, first_break, first_pair, bank_reference,"
                        + " advised, exchange, came_at");
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
                .texts(e.references().size() == 1 ? List.of() : e.references())
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
        rows.timestamp(now);
        lists.add(id, advised, e);
    }

    void finish() throws SQLException {
        rows.finish();
        lists.write(connection);
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
