package clearing.simulation.invariant;

import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Orderer;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.Validation;
import clearing.simulation.member.Outbox;
import clearing.simulation.member.Projection;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The whole network when nothing moves any more.
 *
 * @param outboxes by member
 * @param today the business day by lane
 * @param now the true time
 */
public record Rest(
        Chronicle chronicle,
        Orderer orderer,
        List<Peer> peers,
        List<Projection> projections,
        SortedMap<String, Outbox> outboxes,
        SortedMap<String, Long> today,
        Instant now,
        Validation validation,
        Contract contract) {}
