package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of new postings, in the caller's transaction. */
final class PostingRows {
    private PostingRows() {}

    /** A posting with its number. */
    record Row(long id, NewPosting posting) {}

    /** Writes all with where they stand. */
    static void write(Connection connection, VerdictStore store, List<Row> postings) throws SQLException {
        CopyRows rows = new CopyRows(
                "posting",
                "id, block, tx, effect, account, asset, minor, kind, reference, counterparty, value_date, trade,"
                        + " at, status, match_id, break_id");
        for (Row numbered : postings) {
            NewPosting p = numbered.posting();
            VerdictStore.Columns columns = store.columns(Side.CHAIN, numbered.id());
            rows.add(
                    numbered.id(),
                    p.block(),
                    p.tx(),
                    p.effect(),
                    p.account(),
                    p.asset(),
                    p.minor(),
                    p.kind(),
                    p.reference(),
                    p.counterparty(),
                    p.valueDate(),
                    p.trade(),
                    Rows.utc(p.at()),
                    columns.status(),
                    columns.match(),
                    columns.breakId());
        }
        rows.write(connection);
    }
}
