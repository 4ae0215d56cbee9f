package clearing.client.cycle;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.VerifiedBlock;
import clearing.client.replay.ChainReplay;
import clearing.kernel.Effect;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Executes the whole verified chain again with the contract's rules and notes which trade entered which cycle. A write that does not follow,
 * or a transaction that is called valid and did not read the newest state, ends it: then no peer's word is of use.
 */
public final class CycleReplay {
    private final ChainReplay chain;
    private final TreeMap<TradeId, Taken> taken =
            new TreeMap<>(Comparator.comparing(TradeId::page).thenComparingInt(TradeId::index));

    /** @param fundsOnly the trade's securities were delivered before */
    public record Taken(CycleId cycle, boolean fundsOnly) {}

    /** @param chaincode namespace of the contract */
    public CycleReplay(String chaincode) {
        this(new ChainReplay(chaincode));
    }

    /** @param chain from its first block on */
    CycleReplay(ChainReplay chain) {
        this.chain = chain;
    }

    /**
     * Takes in the next block.
     *
     * @throws BlockRejected when a transaction cannot have been valid, or wrote what does not follow
     */
    public void accept(VerifiedBlock block) {
        chain.accept(block, executed -> executed.transition().effects().forEach(this::note));
    }

    private void note(Effect effect) {
        if (effect instanceof Effect.TradeTakenIn in) {
            taken.put(in.id(), new Taken(in.cycle(), false));
        } else if (effect instanceof Effect.TradeMoved moved) {
            if (moved.to() == TradeState.NETTED && moved.from() != TradeState.ALLEGED) {
                taken.computeIfPresent(moved.id(), (id, in) -> new Taken(in.cycle(), true));
            } else if (moved.to() == TradeState.CANCELLED
                    || moved.to() == TradeState.ALLOCATED
                    || leftOpenCycle(moved)) {
                taken.remove(moved.id());
            }
        }
    }

    /** A default takes a trade out of a cycle that is not netted yet; of a later one it takes what the pair owes and leaves the root as it is. */
    private boolean leftOpenCycle(Effect.TradeMoved moved) {
        return moved.to() == TradeState.CLOSED_OUT
                && Optional.ofNullable(taken.get(moved.id()))
                        .flatMap(in -> chain.get(Keys.cycle(in.cycle())))
                        .map(CycleRecord::decode)
                        .filter(record -> record.state() != CycleState.CUT_OFF)
                        .isEmpty();
    }

    /** Which cycle each trade stands in, by trade. */
    public SortedMap<TradeId, Taken> taken() {
        return Collections.unmodifiableSortedMap(taken);
    }

    /** The value that the replay came to under a key. */
    public Optional<byte[]> get(String key) {
        return chain.get(key).map(byte[]::clone);
    }

    public long blocks() {
        return chain.blocks();
    }

    /** Transactions executed again. */
    public long transactions() {
        return chain.transactions();
    }
}
