package clearing.client.replay;

import clearing.client.certificate.LedgerReplay;
import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Kernel;
import clearing.kernel.MalformedInput;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Executes the whole verified chain again with the contract's rules. A write that does not follow, or a transaction that is called valid and
 * did not read the newest state, ends it: then no peer's word is of use.
 */
public final class ChainReplay {
    private static final String APPLY = "apply";

    private final String chaincode;
    private final Function<Signatory, Caller> callers;
    private final LedgerReplay versions = new LedgerReplay();
    private final Map<String, byte[]> state = new HashMap<>();
    private long blocks;
    private long transactions;

    /**
     * A transaction of the contract that was valid.
     *
     * @param block its block's number
     * @param caller who signed it
     * @param batch what it asked for
     * @param transition what it did, by the rules and by the chain
     */
    public record Executed(long block, TxContext tx, Caller caller, Batch batch, Transition transition) {}

    /** @param chaincode namespace of the contract */
    public ChainReplay(String chaincode) {
        this(
                chaincode,
                creator -> Caller.fromCertificate(
                        creator.mspId(), creator.certificate().toByteArray()));
    }

    /** @param callers who a transaction's creator is to the contract */
    public ChainReplay(String chaincode, Function<Signatory, Caller> callers) {
        this.chaincode = chaincode;
        this.callers = callers;
    }

    /**
     * Takes in the next block.
     *
     * @return what it did, in its order
     * @throws BlockRejected when a transaction cannot have been valid, or wrote what does not follow
     */
    public List<Executed> accept(VerifiedBlock block) {
        List<Executed> executed = new ArrayList<>();
        accept(block, executed::add);
        return executed;
    }

    /**
     * Takes in the next block.
     *
     * @param each told what each transaction did, while the state is the one right after it
     * @throws BlockRejected as {@link #accept(VerifiedBlock)} does
     */
    public void accept(VerifiedBlock block, Consumer<Executed> each) {
        versions.accept(block);
        blocks++;
        for (BlockTransaction transaction : block.transactions()) {
            if (transaction.valid() && transaction.writes().stream().anyMatch(this::ours)) {
                transactions++;
                each.accept(execute(block, transaction));
            }
        }
    }

    private boolean ours(WriteEntry write) {
        return write.namespace().equals(chaincode);
    }

    private Executed execute(VerifiedBlock block, BlockTransaction transaction) {
        if (!transaction.chaincode().equals(chaincode)
                || !transaction.function().equals(APPLY)
                || transaction.args().size() != 2) {
            throw contradiction(block, transaction, "the contract's rules do not know it");
        }
        try {
            Caller caller = callers.apply(transaction.creator());
            TxContext tx = new TxContext(transaction.txId(), transaction.timestamp());
            Batch batch = Batch.decode(transaction.args().get(1).toByteArray());
            Transition transition = Kernel.apply(this::get, caller, tx, batch);
            compare(block, transaction, transition.writes());
            state.putAll(transition.writes());
            return new Executed(block.number(), tx, caller, batch, transition);
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

    private static BlockRejected contradiction(VerifiedBlock block, BlockTransaction transaction, String fault) {
        return new BlockRejected(
                block.number(),
                BlockRejected.Reason.VALIDATION,
                "The peer calls transaction " + transaction.txIndex() + " valid, but " + fault + ".");
    }

    /** The value that the replay came to under a key; not to be changed. */
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(state.get(key));
    }

    public long blocks() {
        return blocks;
    }

    /** Transactions executed again. */
    public long transactions() {
        return transactions;
    }
}
