package clearing.client.chain;

import clearing.client.chain.BlockRejected.Reason;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;

/**
 * Checks one block after the other against the channel's configuration, which begins with the genesis block that the member holds and
 * moves on with every verified configuration block.
 *
 * <p>Checked are the number, the link to the header before, the hash of the data, that each envelope is written in its one
 * serialised form (the data hash covers the envelopes joined without their lengths, so a second way to cut them apart must not
 * exist), and the orderers' signatures under the policy {@code BlockValidation}. Both forms of signature are understood: one with the
 * orderer's certificate in its header (Raft), and one with the consenter's number (SmartBFT). Not covered by any orderer signature
 * are the validation codes, which peers add; a member checks those by replaying the block.
 *
 * <p>Not thread-safe.
 */
final class BlockVerifier {
    private final boolean checkEndorsements;
    private final ByteString genesisHash;
    private ChannelConfig config;
    private long next;
    private ByteString previous;

    /**
     * @param genesis           the member's own copy of the channel's first block
     * @param checkEndorsements whether to check each endorsement's signature too
     */
    BlockVerifier(Block genesis, boolean checkEndorsements) {
        this.config = ChannelConfig.in(genesis)
                .orElseThrow(
                        () -> new BlockRejected(0, Reason.GENESIS, "The trust anchor holds no channel configuration."));
        this.checkEndorsements = checkEndorsements;
        if (genesis.getHeader().getNumber() != 0
                || !HeaderHash.ofData(genesis.getData())
                        .equals(genesis.getHeader().getDataHash())) {
            throw new BlockRejected(0, Reason.GENESIS, "The trust anchor is not a well-formed first block.");
        }
        this.genesisHash = HeaderHash.of(genesis.getHeader());
        this.previous = ByteString.EMPTY;
    }

    long next() {
        return next;
    }

    String channel() {
        return config.channel();
    }

    /**
     * Goes on at another place: the caller vouches for the hash of the block before.
     *
     * @param number       the block to expect
     * @param previousHash hash of the header before it
     */
    void continueAt(long number, ByteString previousHash) {
        this.next = number;
        this.previous = previousHash;
    }

    /**
     * Checks the block that has to come next and moves on.
     *
     * @throws BlockRejected when anything about it is wrong; this verifier stays where it was
     */
    VerifiedBlock verify(Block block) {
        ByteString hash = HeaderHash.of(block.getHeader());
        if (block.getHeader().getNumber() != next) {
            throw reject(
                    Reason.NUMBER,
                    "Block " + Long.toUnsignedString(block.getHeader().getNumber()) + " was delivered.");
        }
        if (next == 0) {
            if (!hash.equals(genesisHash)) {
                throw reject(Reason.GENESIS, "It is not the genesis block that this member holds.");
            }
        } else if (!block.getHeader().getPreviousHash().equals(previous)) {
            throw reject(Reason.PREVIOUS_HASH, "Its header does not name the hash of the header before it.");
        }
        VerifiedBlock verified = attested(block, hash);
        ChannelConfig.in(block).ifPresent(changed -> config = changed);
        previous = hash;
        next++;
        return verified;
    }

    /** Everything but the block's place in the chain, for a block that was asked for by number. */
    VerifiedBlock attested(Block block, ByteString hash) {
        if (!HeaderHash.ofData(block.getData()).equals(block.getHeader().getDataHash())) {
            throw reject(Reason.DATA_HASH, "Its header does not name the hash of its data.");
        }
        try {
            wellFormed(block);
            long number = block.getHeader().getNumber();
            long lastConfig = number == 0 ? 0 : signatures(block);
            if (checkEndorsements) {
                EndorsementCheck.require(block, config);
            }
            return new VerifiedBlock(
                    number,
                    hash,
                    block.getHeader().getPreviousHash(),
                    block.getHeader().getDataHash(),
                    lastConfig,
                    block.getSerializedSize(),
                    BlockDecoder.transactions(block));
        } catch (InvalidProtocolBufferException e) {
            throw reject(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw reject(Reason.SIGNATURES, String.valueOf(e.getMessage()));
        }
    }

    private void wellFormed(Block block) throws InvalidProtocolBufferException {
        if (block.getData().getDataCount() == 0) {
            throw new InvalidProtocolBufferException("a block without a transaction");
        }
        if (block.getData().getDataCount() == 1 && ChannelConfig.in(block).isPresent()) {
            return;
        }
        for (ByteString raw : block.getData().getDataList()) {
            Envelope envelope = Envelope.parseFrom(raw);
            if (envelope.getPayload().isEmpty() || envelope.getSignature().isEmpty()) {
                throw new InvalidProtocolBufferException("a transaction without payload or signature");
            }
            if (!envelope.toByteString().equals(raw)) {
                throw new InvalidProtocolBufferException("a transaction that is not in its serialised form");
            }
        }
    }

    /** Checks the orderers' signatures and answers the number of the configuration block that they name. */
    private long signatures(Block block) throws InvalidProtocolBufferException, GeneralSecurityException {
        if (block.getMetadata().getMetadataCount() <= BlockMetadataIndex.SIGNATURES_VALUE) {
            throw reject(Reason.SIGNATURES, "It carries no signatures.");
        }
        Metadata metadata = Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
        List<Signer> signers = BlockSignatures.check(config, block.getHeader(), metadata).stream()
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (!config.signedByOrderers(signers)) {
            throw reject(
                    Reason.SIGNATURES,
                    signers.size() + " right of " + metadata.getSignaturesCount()
                            + " signatures do not satisfy the channel's block validation policy.");
        }
        return OrdererBlockMetadata.parseFrom(metadata.getValue())
                .getLastConfig()
                .getIndex();
    }

    private BlockRejected reject(Reason reason, String sentence) {
        return new BlockRejected(next, reason, sentence);
    }
}
