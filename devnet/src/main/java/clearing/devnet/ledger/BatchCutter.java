package clearing.devnet.ledger;

import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.orderer.BatchSize;

/** Cuts a stream of transactions into blocks by count and size, as Fabric's orderers do. */
final class BatchCutter {

    private final BatchSize limits;
    private List<CheckedTransaction> pending = new ArrayList<>();
    private long pendingBytes;

    BatchCutter(BatchSize limits) {
        this.limits = limits;
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Takes the next transaction and returns the batches that are full now: none, one or two. */
    List<List<CheckedTransaction>> add(CheckedTransaction transaction) {
        var full = new ArrayList<List<CheckedTransaction>>();
        long bytes = transaction.envelope().size();
        if (hasPending() && pendingBytes + bytes > limits.getPreferredMaxBytes()) {
            full.add(cut());
        }
        pending.add(transaction);
        pendingBytes += bytes;
        if (pendingBytes > limits.getPreferredMaxBytes() || pending.size() >= limits.getMaxMessageCount()) {
            full.add(cut());
        }
        return full;
    }

    List<CheckedTransaction> cut() {
        var batch = pending;
        pending = new ArrayList<>();
        pendingBytes = 0;
        return batch;
    }
}
