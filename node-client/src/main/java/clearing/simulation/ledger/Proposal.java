package clearing.simulation.ledger;

import clearing.kernel.Caller;
import clearing.kernel.TxContext;

/**
 * What endorsers are asked to simulate.
 *
 * @param intent the business id that the sender has for it; no part of what is signed
 * @param batch canonical bytes
 */
public record Proposal(TxContext tx, Caller caller, String intent, byte[] batch) {
    public String txId() {
        return tx.txId();
    }

    @Override
    public String toString() {
        return tx.txId() + " " + intent;
    }
}
