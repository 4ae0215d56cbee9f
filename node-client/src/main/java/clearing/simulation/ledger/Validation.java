package clearing.simulation.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What every peer works out for itself of a block: identity, endorsement policy, versions; in this order, as Fabric does. */
public final class Validation {
    private final int majority;

    /** @param majority how many members must have endorsed the same result */
    public Validation(int majority) {
        this.majority = majority;
    }

    /**
     * One code per envelope.
     *
     * @param state before the block
     * @param known whether a transaction id is in an earlier block
     */
    public List<TxCode> codes(Block block, VersionedState state, Set<String> known) {
        // Asked by key only.
        Map<String, Long> written = new HashMap<>();
        Set<String> here = new HashSet<>();
        TxCode[] codes = new TxCode[block.envelopes().size()];
        for (int i = 0; i < codes.length; i++) {
            Envelope envelope = block.envelopes().get(i);
            codes[i] = code(envelope, state, written, known.contains(envelope.txId()) || !here.add(envelope.txId()));
            if (codes[i] == TxCode.VALID) {
                long version = VersionedState.version(block.number(), i);
                envelope.result().writes().keySet().forEach(key -> written.put(key, version));
            }
        }
        return List.of(codes);
    }

    private TxCode code(Envelope envelope, VersionedState state, Map<String, Long> written, boolean duplicate) {
        if (duplicate) {
            return TxCode.DUPLICATE_TXID;
        }
        if (!endorsed(envelope)) {
            return TxCode.ENDORSEMENT_POLICY_FAILURE;
        }
        for (Map.Entry<String, Long> read : envelope.result().reads().entrySet()) {
            Long earlier = written.get(read.getKey());
            long now = earlier == null ? state.version(read.getKey()) : earlier;
            if (now != read.getValue()) {
                return TxCode.MVCC_READ_CONFLICT;
            }
        }
        return TxCode.VALID;
    }

    private boolean endorsed(Envelope envelope) {
        long content = envelope.result().fingerprint(envelope.txId());
        Set<String> members = new TreeSet<>();
        for (Endorsement endorsement : envelope.endorsements()) {
            if (endorsement.signed() == content) {
                members.add(endorsement.member());
            }
        }
        return members.size() >= majority;
    }
}
