package clearing.devnet.block;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;

/**
 * The chain on disk.
 *
 * <p>Blocks are appended by one thread and read by many. A block is durable once {@link #force()} returned after its
 * append. The newest blocks are kept in memory, because that is what followers of the chain read.
 */
public final class BlockStore implements Closeable {

    /** Takes each block of the chain in turn while it is opened. */
    @FunctionalInterface
    public interface BlockVisitor {
        /** Takes the next block. */
        void visit(Block block) throws IOException;
    }

    private static final String FILE = "blocks.log";
    private static final long RECENT_BYTES_MAX = 32L << 20;

    private record Recent(Block block, long bytes) {}

    private final BlockFile file;
    private final List<BlockFile.Frame> frames = new ArrayList<>();
    private final NavigableMap<Long, Recent> recent = new TreeMap<>();
    private long recentBytes;
    private BlockHeader last = BlockHeader.getDefaultInstance();

    private BlockStore(BlockFile file) {
        this.file = file;
    }

    /**
     * Opens the chain in the folder, making it when it is missing, and checks that its blocks follow each other.
     *
     * @param visitor takes every block, oldest first
     * @param notices takes a sentence when the end of an interrupted write was cut off
     * @throws DamagedStoreException if the file is damaged before its end, or a block does not follow the one before
     */
    public static BlockStore open(Path folder, BlockVisitor visitor, Consumer<String> notices) throws IOException {
        Files.createDirectories(folder);
        var file = BlockFile.open(folder.resolve(FILE));
        var store = new BlockStore(file);
        try {
            var cut = file.recover((frame, payload) -> visitor.visit(store.accept(frame, payload)));
            if (cut > 0) {
                notices.accept("cut off " + cut + " bytes of an interrupted write after block " + (store.height() - 1)
                        + "; no client was told that they were committed");
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return store;
    }

    private Block accept(BlockFile.Frame frame, byte[] payload) throws IOException {
        Block block;
        try {
            block = Block.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("block " + frame.number() + " in the block file is no block", e);
        }
        var header = block.getHeader();
        var follows = header.getNumber() == frame.number()
                && header.getDataHash().equals(Blocks.dataHash(block.getData().getDataList()))
                && (frame.number() == 0 || header.getPreviousHash().equals(Blocks.headerHash(last)));
        if (!follows) {
            throw new DamagedStoreException("block " + frame.number() + " does not follow the block before it");
        }
        remember(frame, block);
        return block;
    }

    private synchronized void remember(BlockFile.Frame frame, Block block) {
        frames.add(frame);
        last = block.getHeader();
        recent.put(frame.number(), new Recent(block, frame.length()));
        recentBytes += frame.length();
        while (recentBytes > RECENT_BYTES_MAX && recent.size() > 1) {
            recentBytes -= recent.pollFirstEntry().getValue().bytes();
        }
    }

    /** Appends the next block; one thread only. */
    public void append(Block block) throws IOException {
        var frame = file.append(block.getHeader().getNumber(), block.toByteArray());
        remember(frame, block);
    }

    /** Makes all appended blocks durable. */
    public void force() throws IOException {
        file.force();
    }

    /** How many blocks there are. */
    public synchronized long height() {
        return frames.size();
    }

    /** The newest block's header. */
    public synchronized BlockHeader last() {
        return last;
    }

    /**
     * Reads a block.
     *
     * @param number less than {@link #height()}
     */
    public Block read(long number) throws IOException {
        BlockFile.Frame frame;
        synchronized (this) {
            frame = frames.get(Math.toIntExact(number));
            var kept = recent.get(number);
            if (kept != null) {
                return kept.block();
            }
        }
        return Block.parseFrom(file.read(frame));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
