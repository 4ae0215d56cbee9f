package clearing.devnet.ledger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one order of transactions: a bounded queue, cut into batches and handed to the committer one after the other. */
final class Orderer {

    /** Makes a block of a batch and returns when it is durable. */
    @FunctionalInterface
    interface BatchCommitter {
        void commit(List<CheckedTransaction> batch) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Orderer.class);
    private static final int QUEUE_MAX = 10_000;
    private static final CheckedTransaction STOP =
            CheckedTransaction.invalid(ByteString.EMPTY, "", TxValidationCode.NIL_ENVELOPE);

    private final BlockingQueue<CheckedTransaction> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final BatchCutter cutter;
    private final long timeoutNanos;
    private final BatchCommitter committer;
    private final Runnable onFailure;
    private final Thread thread;
    private volatile boolean closed;

    Orderer(BatchSize limits, Duration timeout, BatchCommitter committer, Runnable onFailure) {
        this.cutter = new BatchCutter(limits);
        this.timeoutNanos = timeout.toNanos();
        this.committer = committer;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name("orderer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes a transaction, or says that too many wait. */
    boolean offer(CheckedTransaction transaction) {
        return !closed && queue.offer(transaction);
    }

    private void run() {
        try {
            long cutAt = 0;
            while (true) {
                var next = cutter.hasPending()
                        ? queue.poll(cutAt - System.nanoTime(), TimeUnit.NANOSECONDS)
                        : queue.take();
                if (next != null && next.equals(STOP)) {
                    commitRest();
                    return;
                }
                if (next == null) {
                    committer.commit(cutter.cut());
                    continue;
                }
                var hadPending = cutter.hasPending();
                var full = cutter.add(next);
                if (cutter.hasPending() && (!hadPending || !full.isEmpty())) {
                    cutAt = System.nanoTime() + timeoutNanos;
                }
                for (var batch : full) {
                    committer.commit(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("the ledger stops: a block could not be committed", e);
            onFailure.run();
        } finally {
            closed = true;
        }
    }

    private void commitRest() throws Exception {
        if (cutter.hasPending()) {
            committer.commit(cutter.cut());
        }
    }

    /** Commits what was taken and stops; the thread is never interrupted, because that would close its file. */
    void stop() {
        closed = true;
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                if (queue.offer(STOP, 100, TimeUnit.MILLISECONDS)) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
