package clearing.settlement.desk.proposal;

import clearing.settlement.matching.NewAgreement;
import clearing.settlement.matching.Reconciliation;
import java.sql.SQLException;
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
                postings,
                bookings,
                NewAgreement.difference(unit.connection(), postings, bookings),
                maker,
                approvers,
                reason));
    }
}
