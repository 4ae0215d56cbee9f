package clearing.devnet.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A long answer that one virtual thread writes. It waits when the client reads more slowly than the thread writes, and
 * is interrupted when the client goes away.
 */
final class FollowedStream<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedStream.class);

    /** Writes the answer; returns at its end. */
    @FunctionalInterface
    interface Writer {
        void write() throws Exception;
    }

    private final ServerCallStreamObserver<T> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();

    /** Takes the call's observer before the call's method returns. */
    FollowedStream(StreamObserver<T> observer) {
        this.out = (ServerCallStreamObserver<T>) observer;
        out.setOnReadyHandler(() -> {
            lock.lock();
            try {
                ready.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Runs the writer on a thread of its own and ends the call with it. */
    void run(String name, Writer writer) {
        var thread = Thread.ofVirtual().name(name).unstarted(() -> write(writer));
        out.setOnCancelHandler(thread::interrupt);
        thread.start();
    }

    private void write(Writer writer) {
        try {
            writer.write();
            out.onCompleted();
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("the client left");
        } catch (StatusRuntimeException e) {
            fail(e);
        } catch (Exception e) {
            LOG.warn("a stream to a client fails", e);
            fail(Status.ABORTED.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    private void fail(StatusRuntimeException failure) {
        if (!out.isCancelled()) {
            out.onError(failure);
        }
    }

    /** Writes the next message when the client is ready for it. */
    void send(T message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!out.isReady()) {
                if (out.isCancelled()) {
                    throw new CancellationException("the client left");
                }
                ready.await();
            }
        } finally {
            lock.unlock();
        }
        out.onNext(message);
    }
}
