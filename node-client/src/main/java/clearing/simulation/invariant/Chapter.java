package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.TxCode;
import java.util.List;

/**
 * A block as it was first committed anywhere.
 *
 * @param told its valid transactions, in order
 * @param effects one list per transaction, empty for those that are not valid
 * @param digest of the state after it
 */
public record Chapter(Block block, List<TxCode> codes, List<Told> told, List<List<Effect>> effects, long digest) {}
