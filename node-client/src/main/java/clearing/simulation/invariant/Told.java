package clearing.simulation.invariant;

import clearing.kernel.Batch;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.oracle.Agreed;
import java.util.List;
import java.util.SortedMap;

/**
 * A valid transaction.
 *
 * @param outcomes what the contract answered
 * @param expected what the oracle says each command has to get
 * @param effects what it brought about
 * @param floors how far each capped slot may be below zero after it; what is not named may not
 * @param agreed the rulebook in force after it
 */
public record Told(
        Envelope envelope,
        Batch batch,
        List<Outcome> outcomes,
        List<ResultCode> expected,
        List<Effect> effects,
        SortedMap<String, Long> floors,
        Agreed agreed) {}
