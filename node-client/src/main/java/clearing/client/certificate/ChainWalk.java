package clearing.client.certificate;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockSource;
import clearing.client.chain.BlockSourceException;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.HeaderHash;
import clearing.client.chain.StartAt;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.VerifiedBlockStream;
import clearing.client.chain.WriteEntry;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.state.Keys;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.HeaderType;

/** One pass over the verified chain, from its first block to its newest: what an issuer has to know before it states anything. */
final class ChainWalk {
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final Duration FETCH = Duration.ofSeconds(10);

    private final MemberSession session;
    private final LedgerView view;
    private final LedgerReplay replay = new LedgerReplay();
    private final List<ByteString> dataHashes = new ArrayList<>();
    private final List<ByteString> headerHashes = new ArrayList<>();
    private final List<Long> configurations = new ArrayList<>();
    private final Map<String, List<Certificate.Place>> moves = new HashMap<>();
    private final Map<String, Certificate.Place> valid = new HashMap<>();
    private final Map<String, String> invalid = new HashMap<>();

    private ChainWalk(MemberSession session) {
        this.session = session;
        this.view = new LedgerView(session.profile().chaincode());
    }

    /** @throws BlockSourceException when no peer delivers for the time of patience */
    static ChainWalk run(MemberSession session, Duration patience) throws InterruptedException {
        ChainWalk walk = new ChainWalk(session);
        long tip = session.tip(patience);
        Instant until = session.clock().instant().plus(patience);
        try (VerifiedBlockStream blocks =
                session.follow(StartAt.GENESIS, VerifiedBlockStream.Options.DEFAULT.withEndorsements())) {
            while (walk.tip() < tip) {
                Optional<VerifiedBlock> block = blocks.poll(GLANCE);
                if (block.isPresent()) {
                    walk.accept(block.get());
                    until = session.clock().instant().plus(patience);
                } else if (session.clock().instant().isAfter(until)) {
                    throw new BlockSourceException("no peer delivered block " + (walk.tip() + 1) + " in time", null);
                }
            }
        }
        return walk;
    }

    private void accept(VerifiedBlock block) {
        replay.accept(block);
        view.apply(block);
        dataHashes.add(block.dataHash());
        headerHashes.add(block.headerHash());
        for (BlockTransaction transaction : block.transactions()) {
            if (block.number() > 0 && transaction.type() == HeaderType.CONFIG) {
                configurations.add(block.number());
            } else if (transaction.valid()) {
                Certificate.Place place = new Certificate.Place(block.number(), transaction.txIndex());
                valid.put(transaction.txId(), place);
                transaction.writes().stream()
                        .filter(this::isTraced)
                        .forEach(write -> moves.computeIfAbsent(write.key(), key -> new ArrayList<>())
                                .add(place));
            } else {
                invalid.putIfAbsent(
                        transaction.txId(), transaction.validationCode().name());
            }
        }
    }

    private boolean isTraced(WriteEntry write) {
        return write.namespace().equals(session.profile().chaincode())
                && (write.key().startsWith(Keys.STATUS_PREFIX) || write.key().startsWith(Keys.ANCHOR_PREFIX));
    }

    long tip() {
        return dataHashes.size() - 1L;
    }

    LedgerView view() {
        return view;
    }

    /** Where a transaction is valid; why it is not, in a sentence, otherwise. */
    Certificate.Place transaction(String txId) {
        Certificate.Place place = valid.get(txId);
        if (place != null) {
            return place;
        }
        String code = invalid.get(txId);
        throw new NoCertificate(
                code == null
                        ? "No block up to " + tip() + " holds transaction " + txId + ": it is ACCEPTED at most."
                        : "Transaction " + txId + " is on the ledger with the code " + code
                                + ": it never had an effect.");
    }

    /** The transactions that wrote a key of a status page or an anchor, in order. */
    List<Certificate.Place> moves(String key) {
        return List.copyOf(moves.getOrDefault(key, List.of()));
    }

    /** Configuration blocks after the first up to that block. */
    List<Long> configurations(long last) {
        return configurations.stream().filter(number -> number <= last).toList();
    }

    /** The data's hash of each block up to that one, joined. */
    ByteString dataHashes(long last) {
        return ByteString.copyFrom(dataHashes.subList(0, Math.toIntExact(last) + 1));
    }

    /** A block of this chain, whole, from whichever peer has it. */
    Block fetch(long number) throws InterruptedException {
        BlockSourceException last = new BlockSourceException("no peer was asked", null);
        for (BlockSource source : session.sources()) {
            try (BlockSource.Feed feed = source.deliver(number, number)) {
                Optional<Block> block = feed.next(FETCH);
                if (block.isPresent()) {
                    requireSame(number, block.get());
                    return block.get();
                }
            } catch (BlockSourceException e) {
                last = e;
            }
        }
        throw last;
    }

    private void requireSame(long number, Block block) {
        if (!HeaderHash.of(block.getHeader()).equals(headerHashes.get(Math.toIntExact(number)))
                || !HeaderHash.ofData(block.getData()).equals(block.getHeader().getDataHash())) {
            throw new BlockRejected(
                    number,
                    BlockRejected.Reason.PREVIOUS_HASH,
                    "The block that this peer delivers is not the one that was verified earlier.");
        }
    }
}
