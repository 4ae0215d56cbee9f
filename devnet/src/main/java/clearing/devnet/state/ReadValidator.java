package clearing.devnet.state;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Checks, in the order of the block, that what a transaction read is still so. */
public final class ReadValidator {

    private final StateDb state;

    /** A validator against the newest state. */
    public ReadValidator(StateDb state) {
        this.state = state;
    }

    /**
     * Checks one namespace of a transaction.
     *
     * @param earlier what valid transactions before it in the same block write
     * @return {@code VALID}, {@code MVCC_READ_CONFLICT} or {@code PHANTOM_READ_CONFLICT}
     */
    public TxValidationCode check(String namespace, KVRWSet set, Updates earlier) {
        for (var read : set.getReadsList()) {
            if (!stillHolds(namespace, read, earlier)) {
                return TxValidationCode.MVCC_READ_CONFLICT;
            }
        }
        for (var query : set.getRangeQueriesInfoList()) {
            if (!stillHolds(namespace, query, earlier)) {
                return TxValidationCode.PHANTOM_READ_CONFLICT;
            }
        }
        return TxValidationCode.VALID;
    }

    private boolean stillHolds(String namespace, KVRead read, Updates earlier) {
        if (earlier.get(namespace, read.getKey()).isPresent()) {
            return false;
        }
        return state.newest(namespace, read.getKey())
                .map(found -> read.hasVersion() && found.version().is(read.getVersion()))
                .orElse(!read.hasVersion());
    }

    private boolean stillHolds(String namespace, RangeQueryInfo query, Updates earlier) {
        var present = new PresentRange(namespace, query, earlier);
        return query.hasReadsMerkleHashes() ? sameHashes(query, present) : sameReads(query, present);
    }

    private static boolean sameReads(RangeQueryInfo query, PresentRange present) {
        for (var read : query.getRawReads().getKvReadsList()) {
            var found = present.next();
            if (found.isEmpty()
                    || !found.get().getKey().equals(read.getKey())
                    || !found.get().getValue().is(read.getVersion())) {
                return false;
            }
        }
        return present.next().isEmpty();
    }

    private static boolean sameHashes(RangeQueryInfo query, PresentRange present) {
        var recorded = query.getReadsMerkleHashes();
        if (recorded.getMaxDegree() < 2) {
            return false;
        }
        var reads = new RangeReads(recorded.getMaxDegree());
        for (var found = present.next(); found.isPresent(); found = present.next()) {
            reads.add(Simulation.read(
                    found.get().getKey(), Optional.of(found.get().getValue())));
        }
        return reads.isHashed() && reads.summary().equals(recorded);
    }

    /** The keys of the recorded range as they are now, earlier writes of the block included. */
    private final class PresentRange {
        private final Iterator<Map.Entry<String, Version>> merged;

        PresentRange(String namespace, RangeQueryInfo query, Updates earlier) {
            var keys = new java.util.TreeMap<String, Version>(KeyOrder.INSTANCE);
            // A scan that was not exhausted recorded its last key as the end, which belongs to it.
            var start = query.getStartKey();
            var end = query.getEndKey();
            var stored = state.range(namespace, start, end, Long.MAX_VALUE);
            stored.forEachRemaining(
                    entry -> keys.put(entry.getKey(), entry.getValue().version()));
            earlier.range(namespace, start, end).forEach((key, update) -> merge(keys, key, update));
            if (!query.getItrExhausted() && !end.isEmpty()) {
                state.newest(namespace, end).ifPresent(found -> keys.put(end, found.version()));
                earlier.get(namespace, end).ifPresent(update -> merge(keys, end, update));
            }
            merged = keys.entrySet().iterator();
        }

        private static void merge(Map<String, Version> keys, String key, StateDb.Update update) {
            if (update.value().isPresent()) {
                keys.put(key, update.version());
            } else {
                keys.remove(key);
            }
        }

        Optional<Map.Entry<String, Version>> next() {
            return merged.hasNext() ? Optional.of(merged.next()) : Optional.empty();
        }
    }
}
