package clearing.client.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;

/**
 * Brings a verifier from the genesis block to a later place without reading every block in between: each block names the
 * configuration block in force, so the configuration blocks are collected backwards and then verified forwards, each under the
 * configuration before it, and last the block before the place under the newest.
 */
final class ConfigWalk {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ConfigWalk() {}

    static void bring(BlockVerifier verifier, BlockSource source, StartAt start) throws InterruptedException {
        if (start.number() == 0) {
            return;
        }
        Block before = fetch(source, start.number() - 1);
        Deque<Block> configurations = new ArrayDeque<>();
        long named = lastConfig(before);
        while (named > 0) {
            Block configuration = fetch(source, named);
            configurations.push(configuration);
            long earlier = lastConfig(fetch(source, named - 1));
            if (earlier >= named) {
                throw new BlockRejected(
                        named - 1,
                        BlockRejected.Reason.CONFIGURATION,
                        "It names a later configuration block, " + earlier + ".");
            }
            named = earlier;
        }
        for (Block configuration : configurations) {
            verifier.continueAt(
                    configuration.getHeader().getNumber(),
                    configuration.getHeader().getPreviousHash());
            verifier.verify(configuration);
        }
        ByteString hash = HeaderHash.of(before.getHeader());
        if (start.previousHash().isPresent() && !start.previousHash().get().equals(hash)) {
            throw new BlockRejected(
                    start.number() - 1,
                    BlockRejected.Reason.PREVIOUS_HASH,
                    "The block that this peer delivers is not the one that was verified earlier.");
        }
        // A configuration block names itself and was signed under the configuration before it, so it is not judged by
        // its own.
        if (verifier.next() != start.number()) {
            verifier.continueAt(start.number() - 1, before.getHeader().getPreviousHash());
            verifier.verify(before);
        }
    }

    private static Block fetch(BlockSource source, long number) throws InterruptedException {
        try (BlockSource.Feed feed = source.deliver(number, number)) {
            Block block = feed.next(PATIENCE)
                    .orElseThrow(() -> new BlockSourceException("block " + number + " did not come in time", null));
            if (block.getHeader().getNumber() != number) {
                throw new BlockRejected(
                        number,
                        BlockRejected.Reason.NUMBER,
                        "Block " + block.getHeader().getNumber() + " was delivered.");
            }
            return block;
        }
    }

    private static long lastConfig(Block block) {
        long number = block.getHeader().getNumber();
        if (number == 0 || block.getMetadata().getMetadataCount() == 0) {
            return 0;
        }
        try {
            Metadata metadata =
                    Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
            long named = OrdererBlockMetadata.parseFrom(metadata.getValue())
                    .getLastConfig()
                    .getIndex();
            if (named < 0 || named > number) {
                throw new BlockRejected(
                        number, BlockRejected.Reason.CONFIGURATION, "It names configuration block " + named + ".");
            }
            return named;
        } catch (InvalidProtocolBufferException e) {
            throw new BlockRejected(number, BlockRejected.Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
