package clearing.devnet.ledger;

import clearing.devnet.block.BlockStore;
import clearing.devnet.block.Blocks;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.identity.P256;
import clearing.devnet.identity.SigningIdentity;
import clearing.devnet.state.StateDb;
import clearing.devnet.state.Updates;
import clearing.devnet.state.Version;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel's chain, its state and its order.
 *
 * <p>A block is made durable before its writes become visible, its transactions' fate is told or the block is delivered.
 */
public final class Ledger implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int NONCE_BYTES = 24;

    private final StateDb state = new StateDb();
    private final HistoryIndex history = new HistoryIndex();
    private final CommitWaiters commits = new CommitWaiters();
    private final BlockValidator validator = new BlockValidator(state, commits::isCommitted);
    private final ReentrantLock growth = new ReentrantLock();
    private final Condition grown = growth.newCondition();
    private final List<SigningIdentity> orderers;
    private final SecureRandom random;
    private final BlockStore store;
    private final Orderer orderer;
    private ByteString commitHash = ByteString.EMPTY;
    private volatile boolean failed;

    private Ledger(
            Path folder,
            ChannelConfig config,
            Duration batchTimeout,
            List<SigningIdentity> orderers,
            SecureRandom random)
            throws IOException {
        this.orderers = List.copyOf(orderers);
        this.random = random;
        this.store = BlockStore.open(folder, this::replay, LOG::warn);
        this.orderer = new Orderer(config.batchSize(), batchTimeout, this::commit, () -> failed = true);
    }

    /**
     * Opens the chain in the folder and rebuilds the state from it; a new chain begins with the genesis block.
     *
     * @param orderers who signs blocks, in turn
     * @throws IOException if the chain is damaged or begins with another genesis block
     */
    public static Ledger open(
            Path folder,
            Block genesis,
            ChannelConfig config,
            Duration batchTimeout,
            List<SigningIdentity> orderers,
            SecureRandom random)
            throws IOException {
        var ledger = new Ledger(folder, config, batchTimeout, orderers, random);
        if (ledger.store.height() == 0) {
            var first = Blocks.markValid(genesis);
            ledger.store.append(first);
            ledger.store.force();
            ledger.replay(first);
        } else if (!ledger.store.read(0).getHeader().equals(genesis.getHeader())) {
            ledger.store.close();
            throw new IOException(folder + " holds the chain of another genesis block");
        }
        ledger.orderer.start();
        return ledger;
    }

    private void replay(Block block) throws IOException {
        var number = block.getHeader().getNumber();
        var codes = Blocks.codes(block);
        var updates = new Updates();
        for (int i = 0; i < codes.length; i++) {
            var envelope = block.getData().getData(i);
            var code = TxValidationCode.forNumber(codes[i] & 0xff);
            if (code == TxValidationCode.VALID) {
                var content = Transactions.read(envelope);
                commits.committed(content.header().getTxId(), new TransactionStatus(number, i, code));
                var sets = content.readWriteSets();
                BlockValidator.apply(sets, new Version(number, i), updates);
                var writer = new Version(number, i);
                sets.forEach((namespace, set) ->
                        set.getWritesList().forEach(write -> history.add(namespace, write.getKey(), writer)));
            } else {
                commits.committed(Transactions.idOf(envelope), new TransactionStatus(number, i, code));
            }
        }
        state.apply(number, updates);
        commitHash = Blocks.commitHash(block);
    }

    /** The newest state. */
    public StateDb state() {
        return state;
    }

    /** Whether the transaction with this id is in a block. */
    public boolean isCommitted(String transactionId) {
        return commits.isCommitted(transactionId);
    }

    /** The transaction's fate once it is in a block; cancel the future to stop waiting. */
    public CompletableFuture<TransactionStatus> await(String transactionId) {
        return commits.await(transactionId);
    }

    /** Takes a transaction into the order. It is not durable before it is in a block. */
    public boolean order(CheckedTransaction transaction) {
        return !failed && orderer.offer(transaction);
    }

    /** How many blocks are visible. */
    public long height() {
        return state.height() + 1;
    }

    /** Waits until the block is visible. */
    public void awaitBlock(long number) throws InterruptedException {
        growth.lockInterruptibly();
        try {
            while (height() <= number) {
                grown.await();
            }
        } finally {
            growth.unlock();
        }
    }

    /** A visible block. */
    public Block block(long number) throws IOException {
        return store.read(number);
    }

    private void commit(List<CheckedTransaction> batch) throws IOException {
        var envelopes = batch.stream().map(CheckedTransaction::envelope).toList();
        var header = Blocks.nextHeader(store.last(), envelopes);
        var number = header.getNumber();
        var verdict = validator.validate(number, batch);
        commitHash = nextCommitHash(verdict);
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var signer = orderers.get((int) (number % orderers.size()));
        var block = Blocks.assemble(header, envelopes, verdict.codes(), commitHash, signer, nonce);
        store.append(block);
        store.force();
        publish(number, batch, verdict);
    }

    private void publish(long number, List<CheckedTransaction> batch, BlockValidator.Verdict verdict) {
        for (int i = 0; i < batch.size(); i++) {
            if (verdict.codes()[i] == TxValidationCode.VALID_VALUE) {
                var writer = new Version(number, i);
                batch.get(i)
                        .readWriteSets()
                        .forEach((namespace, set) ->
                                set.getWritesList().forEach(write -> history.add(namespace, write.getKey(), writer)));
            }
        }
        state.apply(number, verdict.updates());
        for (int i = 0; i < batch.size(); i++) {
            var code = TxValidationCode.forNumber(verdict.codes()[i] & 0xff);
            commits.committed(batch.get(i).transactionId(), new TransactionStatus(number, i, code));
        }
        growth.lock();
        try {
            grown.signalAll();
        } finally {
            growth.unlock();
        }
        LOG.debug("block {} with {} transactions", number, batch.size());
    }

    /** SHA-256 of the count of codes, the codes, the updates and the previous commit hash. */
    private ByteString nextCommitHash(BlockValidator.Verdict verdict) throws IOException {
        MessageDigest digest = P256.newSha256();
        var count = new byte[CodedOutputStream.computeUInt32SizeNoTag(verdict.codes().length)];
        CodedOutputStream.newInstance(count).writeUInt32NoTag(verdict.codes().length);
        digest.update(count);
        digest.update(verdict.codes());
        verdict.updates().addTo(digest);
        digest.update(commitHash.toByteArray());
        return ByteString.copyFrom(digest.digest());
    }

    /** Everything that valid transactions wrote to the key, newest first. */
    public List<KeyModification> history(String namespace, String key) throws IOException {
        var found = new ArrayList<KeyModification>();
        for (var writer : history.writers(namespace, key)) {
            found.add(modification(namespace, key, writer));
        }
        return found;
    }

    private KeyModification modification(String namespace, String key, Version writer) throws IOException {
        var envelope = store.read(writer.block()).getData().getData(writer.transaction());
        var content = Transactions.read(envelope);
        Timestamp timestamp = content.header().getTimestamp();
        var set = content.readWriteSets().get(namespace);
        if (set != null) {
            for (var write : set.getWritesList()) {
                if (write.getKey().equals(key)) {
                    return KeyModification.newBuilder()
                            .setTxId(content.header().getTxId())
                            .setTimestamp(timestamp)
                            .setIsDelete(write.getIsDelete())
                            .setValue(write.getValue())
                            .build();
                }
            }
        }
        throw new InvalidProtocolBufferException("block " + writer.block() + " no longer says who wrote " + key);
    }

    @Override
    public void close() throws IOException {
        orderer.stop();
        store.close();
    }
}
