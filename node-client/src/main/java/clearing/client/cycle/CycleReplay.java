package clearing.client.cycle;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.VerifiedBlock;
import clearing.client.replay.ChainReplay;
import clearing.kernel.Effect;
import clearing.kernel.calendar.CycleId;
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
        chain.accept(block).forEach(executed -> executed.transition().effects().forEach(this::note));
    }

    private void note(Effect effect) {
        if (effect instanceof Effect.TradeTakenIn in) {
            taken.put(in.id(), new Taken(in.cycle(), false));
        } else if (effect instanceof Effect.TradeMoved moved) {
            if (moved.to() == TradeState.NETTED && moved.from() != TradeState.ALLEGED) {
                taken.computeIfPresent(moved.id(), (id, in) -> new Taken(in.cycle(), true));
            } else if (moved.to() == TradeState.CANCELLED || moved.to() == TradeState.ALLOCATED) {
                taken.remove(moved.id());
            }
        }
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
