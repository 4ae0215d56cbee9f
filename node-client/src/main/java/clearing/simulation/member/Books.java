package clearing.simulation.member;

import clearing.kernel.Effect;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.ledger.VersionedState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A member's database: what it derived from the chain, and how far. A commit takes all of a block or nothing, moves the cursor by one
 * and belongs to the consumer that holds the newest epoch.
 */
public final class Books {
    private final List<Page> pages = new ArrayList<>();
    private final VersionedState state = new VersionedState();
    private final Set<String> transactions = new LinkedHashSet<>();
    private long epoch;
    private long cursor;
    private long lastHash;

    /**
     * What a block came to.
     *
     * @param codes one per transaction
     * @param effects one list per transaction, empty for those that are not valid
     */
    public record Page(long block, List<TxCode> codes, List<List<Effect>> effects) {
        public Page {
            codes = List.copyOf(codes);
            effects = List.copyOf(effects);
        }
    }

    /** A new consumer takes over; those before it can commit no more. */
    long takeOver() {
        return ++epoch;
    }

    /**
     * Commits a block with its effects and the cursor.
     *
     * @return false when the consumer was taken over or the block is not the next one; nothing has changed then
     */
    boolean commit(long consumerEpoch, Block block, Page page, Map<String, Write> writes) {
        if (consumerEpoch != epoch || block.number() != cursor) {
            return false;
        }
        pages.add(page);
        writes.forEach((key, write) -> state.put(key, write.value(), write.version()));
        block.envelopes().forEach(envelope -> transactions.add(envelope.txId()));
        cursor = block.number() + 1;
        lastHash = block.hash();
        return true;
    }

    /** A value with the version that it gets. */
    record Write(byte[] value, long version) {}

    /** The newest consumer's. */
    public long epoch() {
        return epoch;
    }

    /** Number of the block to read next. */
    public long cursor() {
        return cursor;
    }

    /** Hash of the block read last; 0 before the first. */
    public long lastHash() {
        return lastHash;
    }

    /** One page per block. */
    public List<Page> pages() {
        return pages;
    }

    /** The ledger's state as this member worked it out. */
    public VersionedState state() {
        return state;
    }

    Set<String> transactions() {
        return transactions;
    }
}
