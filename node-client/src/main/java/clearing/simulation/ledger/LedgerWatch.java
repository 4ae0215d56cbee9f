package clearing.simulation.ledger;

import java.util.List;

/** Sees what peers do, in the step in which they do it. */
@FunctionalInterface
public interface LedgerWatch {
    /** A peer has committed a block: the state is the one after it. */
    void committed(Peer peer, Block block, List<TxCode> codes);
}
