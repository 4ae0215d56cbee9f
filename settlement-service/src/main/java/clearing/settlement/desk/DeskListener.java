package clearing.settlement.desk;

import clearing.settlement.desk.mandate.MandateRun;
import clearing.settlement.desk.mandate.Use;
import clearing.settlement.desk.routing.Routing;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.VerdictListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the desk does in the transaction that stores verdicts: mandates first, so that people hear only of breaks that are left. */
record DeskListener(MandateRun mandates, Routing routing) implements VerdictListener {
    @Override
    public Optional<Ending> answered(Reconciliation.Unit unit, List<Long> breaks) throws SQLException {
        List<Use> uses = mandates.use(unit, breaks);
        return uses.isEmpty() ? Optional.empty() : Optional.of(connection -> mandates.tell(connection, uses));
    }

    @Override
    public void stored(Connection connection, Instant now, Outcome outcome) throws SQLException {
        routing.stored(connection, now, outcome);
    }
}
