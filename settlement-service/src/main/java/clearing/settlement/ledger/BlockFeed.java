package clearing.settlement.ledger;

import clearing.client.chain.VerifiedBlock;
import java.time.Duration;
import java.util.Optional;

/** The chain from one block on, each block once and in order, its place in the chain checked. For one thread. */
public interface BlockFeed extends AutoCloseable {
    /**
     * The next block.
     *
     * @param wait how long to wait for it; zero takes only what is here already
     * @return empty when none came in time
     * @throws InterruptedException when the waiting thread is interrupted
     * @throws clearing.client.chain.BlockRejected when the chain is broken; nothing more comes
     */
    Optional<VerifiedBlock> next(Duration wait) throws InterruptedException;

    /** Whether anything was heard of the ledger since this feed was opened. */
    boolean connected();

    @Override
    void close();
}
