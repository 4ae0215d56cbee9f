package clearing.simulation.invariant;

import clearing.kernel.Batch;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.simulation.ledger.Envelope;
import java.util.List;

/**
 * A valid transaction.
 *
 * @param outcomes what the contract answered
 * @param expected what the oracle says each command has to get
 * @param effects what it brought about
 */
public record Told(
        Envelope envelope, Batch batch, List<Outcome> outcomes, List<ResultCode> expected, List<Effect> effects) {}
