package clearing.settlement.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Hears of cycles that are over, in the transaction that takes in the block that settled them. */
@FunctionalInterface
public interface CycleListener {
    /** Hears nothing. */
    CycleListener NONE = (connection, end, now) -> {};

    /**
     * A cycle is over. Postings and verdicts of its block are written, and nothing of a later block is: what is done here is durable with
     * them, or not at all.
     *
     * @param now when the block was taken in
     */
    void over(Connection connection, CycleEnd end, Instant now) throws SQLException;
}
