package clearing.bench.reconcile;

import clearing.client.chain.VerifiedBlock;
import clearing.settlement.ledger.BlockFeed;
import clearing.settlement.ledger.BlockSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hands out blocks when they are due: the first ones at once, the others one an interval, whether the one before is done or not.
 *
 * @param blocks the chain
 * @param atOnce how many are there already
 * @param intervalNanos between the others; 0 when all are there
 * @param start when the first of the others is due, by {@link System#nanoTime}
 */
record PacedBlocks(List<VerifiedBlock> blocks, int atOnce, long intervalNanos, long start) implements BlockSource {
    /** When the block is delivered. */
    long due(long number) {
        return start + Math.max(0, number - atOnce) * intervalNanos;
    }

    @Override
    public String channel() {
        return KernelChain.CHANNEL;
    }

    @Override
    public String chaincode() {
        return KernelChain.CHAINCODE;
    }

    @Override
    public BlockFeed open(long next, Optional<byte[]> previousHash) {
        return new Feed((int) next);
    }

    private final class Feed implements BlockFeed {
        private int next;

        Feed(int next) {
            this.next = next;
        }

        @Override
        public Optional<VerifiedBlock> next(Duration wait) throws InterruptedException {
            long missing = next >= blocks.size()
                    ? Long.MAX_VALUE
                    : next < atOnce ? 0 : Math.max(0, due(next) - System.nanoTime());
            if (missing > 0) {
                TimeUnit.NANOSECONDS.sleep(Math.min(missing, wait.toNanos()));
            }
            return missing > wait.toNanos() ? Optional.empty() : Optional.of(blocks.get(next++));
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public void close() {
            next = blocks.size();
        }
    }
}
