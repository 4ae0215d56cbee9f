package clearing.devnet.state;

import clearing.devnet.identity.P256;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * The results of a range query as a read set keeps them: up to a degree one by one, beyond it as the top level of a
 * Merkle tree in which every node covers one more than the degree.
 */
final class RangeReads {

    /** Fabric's degree. */
    static final int DEGREE = 50;

    private final int degree;
    private List<KVRead> pending = new ArrayList<>();
    private final TreeMap<Integer, List<ByteString>> levels = new TreeMap<>();
    private int top = 1;

    RangeReads(int degree) {
        this.degree = degree;
    }

    void add(KVRead read) {
        pending.add(read);
        if (pending.size() > degree) {
            hashPending();
        }
    }

    /** Completes the query's record with what was read. */
    void finish(RangeQueryInfo.Builder info) {
        if (levels.isEmpty()) {
            if (!pending.isEmpty()) {
                info.setRawReads(QueryReads.newBuilder().addAllKvReads(pending));
            }
            return;
        }
        info.setReadsMerkleHashes(summary());
    }

    /** Whether anything was hashed. */
    boolean isHashed() {
        return !levels.isEmpty();
    }

    QueryReadsMerkleSummary summary() {
        if (!pending.isEmpty()) {
            hashPending();
        }
        completeLevels();
        return QueryReadsMerkleSummary.newBuilder()
                .setMaxDegree(degree)
                .setMaxLevel(top)
                .addAllMaxLevelHashes(levels.getOrDefault(top, List.of()))
                .build();
    }

    private void hashPending() {
        var reads = QueryReads.newBuilder().addAllKvReads(pending).build();
        pending = new ArrayList<>();
        addTo(1, ByteString.copyFrom(P256.sha256(reads.toByteArray())));
        int level = 1;
        while (levels.getOrDefault(level, List.of()).size() > degree) {
            var combined = combine(levels.getOrDefault(level, List.of()));
            levels.remove(level);
            level++;
            addTo(level, combined);
            top = Math.max(top, level);
        }
    }

    private void completeLevels() {
        for (int level = 1; level < top; level++) {
            var hashes = levels.remove(level);
            if (hashes != null) {
                addTo(level + 1, hashes.size() == 1 ? hashes.getFirst() : combine(hashes));
            }
        }
        var highest = levels.getOrDefault(top, List.of());
        if (highest.size() > degree) {
            levels.remove(top);
            top++;
            addTo(top, combine(highest));
        }
    }

    private void addTo(int level, ByteString hash) {
        levels.computeIfAbsent(level, key -> new ArrayList<>()).add(hash);
    }

    private static ByteString combine(List<ByteString> hashes) {
        return ByteString.copyFrom(P256.sha256(ByteString.copyFrom(hashes).toByteArray()));
    }
}
