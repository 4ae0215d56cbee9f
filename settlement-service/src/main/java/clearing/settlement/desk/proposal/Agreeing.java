package clearing.settlement.desk.proposal;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Tolerated;
import clearing.settlement.matching.NewAgreement;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes an approved proposal the engine's. */
public final class Agreeing {
    private Agreeing() {}

    /**
     * Puts the items together, with what they differ by as agreed.
     *
     * @param approvers who approved, in words
     */
    public static void agree(
            Reconciliation.Unit unit,
            List<Long> postings,
            List<Long> bookings,
            String maker,
            String approvers,
            String reason)
            throws SQLException {
        unit.agree(NewAgreement.byHand(
                postings, bookings, tolerated(unit.connection(), postings, bookings), maker, approvers, reason));
    }

    /** Chain minus books by account and asset, without those that balance. */
    private static List<Tolerated> tolerated(Connection connection, List<Long> postings, List<Long> bookings)
            throws SQLException {
        List<Tolerated> all = new ArrayList<>(Rows.list(
                connection,
                "select account, asset, sum(minor) from (select account, asset, minor::numeric from posting where id = any(?)"
                        + " union all select account, asset, -minor::numeric from book_entry where id = any(?)) items"
                        + " group by account, asset having sum(minor) <> 0",
                List.of(postings.toArray(Long[]::new), bookings.toArray(Long[]::new)),
                row -> new Tolerated(
                        new AccountKey(row.getString(1), row.getString(2)),
                        row.getBigDecimal(3).toBigIntegerExact())));
        all.sort(java.util.Comparator.comparing(Tolerated::key));
        return all;
    }
}
