package clearing.settlement.matching;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Hears of verdicts in the transaction that stores them. */
@FunctionalInterface
public interface VerdictListener {
    /** Hears nothing. */
    VerdictListener NONE = (connection, now, outcome) -> {};

    /**
     * Verdicts were written; what is done here is durable with them, or not at all.
     *
     * @param outcome what they brought about
     */
    void stored(Connection connection, Instant now, Outcome outcome) throws SQLException;
}
