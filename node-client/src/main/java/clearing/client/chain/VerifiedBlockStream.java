package clearing.client.chain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain, block by block, each exactly once and in order, every one checked before it is handed out.
 *
 * <p>When a peer goes away the stream goes on with the next one after a pause that grows to {@link Options#longestPause}. When a peer
 * delivers a block that is wrong, the stream ends for good: {@link #take} and {@link #poll} throw the same {@link BlockRejected} from
 * then on, and everything handed out before stays good. A slow reader slows the peer: at most {@link Options#queue} verified blocks and
 * a handful of unread ones wait in memory.
 *
 * <pre>{@code
 * try (VerifiedBlockStream blocks = VerifiedBlockStream.open(sources, genesis, StartAt.GENESIS, Options.DEFAULT)) {
 *     while (true) {
 *         handle(blocks.take());
 *     }
 * }
 * }</pre>
 *
 * Reading is for one thread; closing may be done from any.
 */
public final class VerifiedBlockStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedBlockStream.class);
    private static final Duration GLANCE = Duration.ofMillis(500);

    /**
     * How to follow.
     *
     * @param queue             verified blocks that may wait for the reader
     * @param firstPause        pause after a first failure
     * @param longestPause      bound of the growing pause
     * @param checkEndorsements whether each endorsement's signature is checked too
     */
    public record Options(int queue, Duration firstPause, Duration longestPause, boolean checkEndorsements) {
        /** 16 blocks, 100 ms to 5 s, endorsements left to the peers. */
        public static final Options DEFAULT = new Options(16, Duration.ofMillis(100), Duration.ofSeconds(5), false);

        /** The same with endorsements checked. */
        public Options withEndorsements() {
            return new Options(queue, firstPause, longestPause, true);
        }
    }

    private sealed interface Item {
        record Verified(VerifiedBlock block) implements Item {}

        record Failed(RuntimeException reason) implements Item {}
    }

    private final List<BlockSource> sources;
    private final BlockVerifier verifier;
    private final StartAt start;
    private final Options options;
    private final BlockingQueue<Item> items;
    private final Thread reader;
    private boolean placed;

    private VerifiedBlockStream(List<BlockSource> sources, Block genesis, StartAt start, Options options) {
        this.sources = List.copyOf(sources);
        this.verifier = new BlockVerifier(genesis, options.checkEndorsements());
        this.start = start;
        this.options = options;
        this.items = new LinkedBlockingQueue<>(options.queue());
        this.reader = Thread.ofVirtual().name("blocks-" + verifier.channel()).unstarted(this::run);
    }

    /**
     * Begins to follow the chain.
     *
     * @param sources peers in order of preference, at least one
     * @param genesis the member's own copy of the channel's first block
     * @param start   first block wanted
     * @throws BlockRejected when the genesis block is not one
     */
    public static VerifiedBlockStream open(List<BlockSource> sources, Block genesis, StartAt start, Options options) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("At least one source of blocks is needed.");
        }
        VerifiedBlockStream stream = new VerifiedBlockStream(sources, genesis, start, options);
        stream.reader.start();
        return stream;
    }

    /**
     * Waits for the next block.
     *
     * @throws BlockRejected when the chain delivered is wrong; from then on always
     */
    public VerifiedBlock take() throws InterruptedException {
        return handOut(items.take());
    }

    /**
     * Waits for the next block for a while.
     *
     * @return empty when none came in time
     * @throws BlockRejected as {@link #take}
     */
    public Optional<VerifiedBlock> poll(Duration timeout) throws InterruptedException {
        Item item = items.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return item == null ? Optional.empty() : Optional.of(handOut(item));
    }

    private VerifiedBlock handOut(Item item) throws InterruptedException {
        return switch (item) {
            case Item.Verified verified -> verified.block();
            case Item.Failed failed -> {
                items.put(failed);
                throw failed.reason();
            }
        };
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void run() {
        int failures = 0;
        try {
            for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
                BlockSource source = sources.get(turn % sources.size());
                long before = verifier.next();
                try {
                    follow(source);
                } catch (BlockSourceException e) {
                    failures = verifier.next() > before ? 0 : failures + 1;
                    Duration pause = pause(failures);
                    LOG.info(
                            "{}: {}; going on at block {} in {} ms",
                            source.name(),
                            e.getMessage(),
                            verifier.next(),
                            pause.toMillis());
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer following {}", verifier.channel());
        } catch (RuntimeException e) {
            LOG.error("Stopped: {}", e.getMessage());
            fail(e);
        }
    }

    /** Behind what was verified before, which the reader still gets. */
    private void fail(RuntimeException reason) {
        try {
            items.put(new Item.Failed(reason));
        } catch (InterruptedException e) {
            LOG.debug("Nobody is left to be told", e);
        }
    }

    private void follow(BlockSource source) throws InterruptedException {
        if (!placed) {
            ConfigWalk.bring(verifier, source, start);
            placed = true;
        }
        try (BlockSource.Feed feed = source.deliver(verifier.next(), Long.MAX_VALUE)) {
            while (true) {
                Optional<Block> block = feed.next(GLANCE);
                if (block.isPresent()) {
                    items.put(new Item.Verified(verifier.verify(block.get())));
                }
            }
        }
    }

    private Duration pause(int failures) {
        long grown = options.firstPause().toMillis() << Math.min(failures, 10);
        return Duration.ofMillis(Math.min(grown, options.longestPause().toMillis()));
    }
}
