package clearing.client.cycle;

import clearing.client.certificate.LedgerReplay;
import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Effect;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Kernel;
import clearing.kernel.MalformedInput;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Executes the whole verified chain again with the contract's rules and notes which trade entered which cycle. A write that does not follow,
 * or a transaction that is called valid and did not read the newest state, ends it: then no peer's word is of use.
 */
public final class CycleReplay {
    private static final String APPLY = "apply";

    private final String chaincode;
    private final Function<Signatory, Caller> callers;
    private final LedgerReplay versions = new LedgerReplay();
    private final Map<String, byte[]> state = new HashMap<>();
    private final TreeMap<TradeId, Taken> taken =
            new TreeMap<>(Comparator.comparing(TradeId::page).thenComparingInt(TradeId::index));
    private long blocks;
    private long transactions;

    /** @param fundsOnly the trade's securities were delivered before */
    public record Taken(CycleId cycle, boolean fundsOnly) {}

    /** @param chaincode namespace of the contract */
    public CycleReplay(String chaincode) {
        this(
                chaincode,
                creator -> Caller.fromCertificate(
                        creator.mspId(), creator.certificate().toByteArray()));
    }

    /** @param callers who a transaction's creator is to the contract */
    CycleReplay(String chaincode, Function<Signatory, Caller> callers) {
        this.chaincode = chaincode;
        this.callers = callers;
    }

    /**
     * Takes in the next block.
     *
     * @throws BlockRejected when a transaction cannot have been valid, or wrote what does not follow
     */
    public void accept(VerifiedBlock block) {
        versions.accept(block);
        blocks++;
        for (BlockTransaction transaction : block.transactions()) {
            if (transaction.valid() && transaction.writes().stream().anyMatch(this::ours)) {
                transactions++;
                execute(block, transaction);
            }
        }
    }

    private boolean ours(WriteEntry write) {
        return write.namespace().equals(chaincode);
    }

    private void execute(VerifiedBlock block, BlockTransaction transaction) {
        if (!transaction.chaincode().equals(chaincode)
                || !transaction.function().equals(APPLY)
                || transaction.args().size() != 2) {
            throw contradiction(block, transaction, "the contract's rules do not know it");
        }
        try {
            Transition transition = Kernel.apply(
                    key -> Optional.ofNullable(state.get(key)),
                    callers.apply(transaction.creator()),
                    new TxContext(transaction.txId(), transaction.timestamp()),
                    Batch.decode(transaction.args().get(1).toByteArray()));
            compare(block, transaction, transition.writes());
            state.putAll(transition.writes());
            transition.effects().forEach(this::note);
        } catch (MalformedInput | InvariantViolation e) {
            throw contradiction(block, transaction, "the contract's rules refuse it: " + e.getMessage());
        }
    }

    private void compare(VerifiedBlock block, BlockTransaction transaction, SortedMap<String, byte[]> computed) {
        long writes = transaction.writes().stream().filter(this::ours).count();
        boolean equal = writes == computed.size()
                && transaction.writes().stream()
                        .filter(this::ours)
                        .allMatch(write -> !write.deleted()
                                && Arrays.equals(
                                        computed.get(write.key()), write.value().toByteArray()));
        if (!equal) {
            throw contradiction(block, transaction, "the contract's rules come to other writes");
        }
    }

    private void note(Effect effect) {
        if (effect instanceof Effect.TradeTakenIn in) {
            taken.put(in.id(), new Taken(in.cycle(), false));
        } else if (effect instanceof Effect.TradeMoved moved) {
            if (moved.to() == TradeState.NETTED && moved.from() != TradeState.ALLEGED) {
                taken.computeIfPresent(moved.id(), (id, in) -> new Taken(in.cycle(), true));
            } else if (moved.to() == TradeState.CANCELLED || leftOpenCycle(moved)) {
                taken.remove(moved.id());
            }
        }
    }

    /** A default takes a trade out of a cycle that is not netted yet; of a later one it takes what the pair owes and leaves the root as it is. */
    private boolean leftOpenCycle(Effect.TradeMoved moved) {
        return moved.to() == TradeState.CLOSED_OUT
                && Optional.ofNullable(taken.get(moved.id()))
                        .map(in -> state.get(Keys.cycle(in.cycle())))
                        .map(CycleRecord::decode)
                        .filter(record -> record.state() != CycleState.CUT_OFF)
                        .isEmpty();
    }

    private static BlockRejected contradiction(VerifiedBlock block, BlockTransaction transaction, String fault) {
        return new BlockRejected(
                block.number(),
                BlockRejected.Reason.VALIDATION,
                "The peer calls transaction " + transaction.txIndex() + " valid, but " + fault + ".");
    }

    /** Which cycle each trade stands in, by trade. */
    public SortedMap<TradeId, Taken> taken() {
        return Collections.unmodifiableSortedMap(taken);
    }

    /** The value that the replay came to under a key. */
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(state.get(key)).map(byte[]::clone);
    }

    public long blocks() {
        return blocks;
    }

    /** Transactions executed again. */
    public long transactions() {
        return transactions;
    }
}
