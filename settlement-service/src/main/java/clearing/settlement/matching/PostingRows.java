package clearing.settlement.matching;

import clearing.reconcile.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of new postings, in the caller's transaction. */
final class PostingRows {
    private PostingRows() {}

    /**
     * Writes all with where they stand.
     *
     * @param first number of the first; the others follow
     */
    static void write(Connection connection, Standings standings, long first, List<NewPosting> postings)
            throws SQLException {
        try (BinaryRows rows = new BinaryRows(
                connection,
                "posting_fact",
                "id, block, tx, effect, account, asset, minor, kind, reference, counterparty, value_date, trade,"
                        + " at, first_status, first_match, first_break")) {
            for (int i = 0; i < postings.size(); i++) {
                NewPosting p = postings.get(i);
                rows.row()
                        .int8(first + i)
                        .int8(p.block())
                        .int4(p.tx())
                        .int4(p.effect())
                        .text(p.account())
                        .text(p.asset())
                        .int8(p.minor())
                        .text(p.kind())
                        .text(p.reference())
                        .text(p.counterparty())
                        .date(p.valueDate());
                if (p.trade().isPresent()) {
                    rows.text(p.trade().get());
                } else {
                    rows.nothing();
                }
                rows.timestamp(p.at());
                standings.write(rows, Side.CHAIN, first + i);
            }
            rows.finish();
        }
    }
}
