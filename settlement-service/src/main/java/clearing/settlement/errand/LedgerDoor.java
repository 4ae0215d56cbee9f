package clearing.settlement.errand;

import clearing.client.outbox.Envelope;
import clearing.client.submit.LedgerException;

/** The ledger, as far as errands need it. Calls block. */
public interface LedgerDoor {
    /**
     * Collects endorsements and signs; nothing reaches an orderer.
     *
     * @param content the kernel's batch
     * @throws LedgerException when there are none; nothing is on the ledger then
     */
    Envelope endorse(Errand.Kind kind, byte[] content) throws LedgerException;

    /**
     * Hands a signed envelope to the orderers, perhaps once more.
     *
     * @throws LedgerException which says nothing about whether it arrived
     */
    void submit(Errand.Kind kind, Envelope envelope) throws LedgerException;
}
