package clearing.settlement.desk.proposal;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.History;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What was proposed on a break that is another one by now. */
public final class StaleProposals {
    private StaleProposals() {}

    /** Ends the proposal that waits on the break, if one does. */
    public static void end(Connection connection, Instant now, BreakFacts facts, String why) throws SQLException {
        if (facts.proposal().isEmpty()) {
            return;
        }
        Rows.update(
                connection,
                "update proposal set state = 'STALE', approvals_needed = 0, decided_at = ? where id = ? and state = 'PENDING'",
                now,
                facts.proposal().get());
        Rows.update(connection, "update break set proposal_id = null where id = ?", facts.id());
        History.note(
                connection,
                facts.id(),
                now,
                "service",
                "STALE",
                "proposal " + facts.proposal().get() + ": " + why);
    }
}
