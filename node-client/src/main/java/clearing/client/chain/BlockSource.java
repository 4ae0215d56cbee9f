package clearing.client.chain;

import java.time.Duration;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;

/** A place from which blocks can be had; nothing that it delivers is believed unchecked. Thread-safe. */
public interface BlockSource {
    /** A running delivery. For one thread at a time. */
    interface Feed extends AutoCloseable {
        /**
         * The next block delivered, or empty when none came within the time.
         *
         * @throws BlockSourceException when the delivery has ended; what was delivered before stays good
         * @throws InterruptedException when the waiting thread is interrupted
         */
        Optional<Block> next(Duration timeout) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * Begins to deliver.
     *
     * @param from first block wanted
     * @param to   last block wanted, {@link Long#MAX_VALUE} to go on for ever
     */
    Feed deliver(long from, long to);

    /** Delivers the newest block that the peer has at this moment, alone. */
    Feed newest();

    /** What to call this source in a log. */
    String name();
}
