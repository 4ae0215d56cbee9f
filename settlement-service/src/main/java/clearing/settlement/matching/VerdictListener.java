package clearing.settlement.matching;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hears of verdicts in the transaction that stores them, and may answer. */
@FunctionalInterface
public interface VerdictListener {
    /** Hears nothing. */
    VerdictListener NONE = (connection, now, outcome) -> {};

    /**
     * Verdicts were written, and more may be agreed on because of them; that is written next, and again asked about. What is done here is
     * durable with the verdicts, or not at all.
     *
     * @param unit takes the agreements
     * @param breaks row numbers of breaks that changed
     * @return when anything was agreed on, what is left to do when all is written
     */
    default Optional<Ending> answered(Reconciliation.Unit unit, List<Long> breaks) throws SQLException {
        return Optional.empty();
    }

    /** What comes last in a transaction, such as entries of the audit log, where writers queue. */
    @FunctionalInterface
    interface Ending {
        /** Writes it. */
        void end(Connection connection) throws SQLException;
    }

    /**
     * All was written; what is done here is durable with them, or not at all.
     *
     * @param outcome what they brought about
     */
    void stored(Connection connection, Instant now, Outcome outcome) throws SQLException;
}
