package clearing.bench.settle;

import clearing.client.outbox.Envelope;
import clearing.client.submit.CommitAnswer;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A closed loop: so many clients, each with one transaction in flight, for a time. */
final class Load {
    /** One client's next transaction; n counts its own from 0. */
    @FunctionalInterface
    interface Client {
        void run(int client, int n) throws LedgerException;
    }

    /**
     * What came of it.
     *
     * @param good transactions that committed valid
     * @param aborted transactions that a peer found invalid or did not endorse because of a conflict
     */
    record Result(long good, long aborted, double seconds) {
        double perSecond() {
            return good / seconds;
        }

        double abortShare() {
            return good + aborted == 0 ? 0 : (double) aborted / (good + aborted);
        }
    }

    private final LongAdder good = new LongAdder();
    private final LongAdder aborted = new LongAdder();

    /** Each client does one transaction. */
    Result once(int clients, Client work) throws InterruptedException {
        return run(clients, client -> attempt(client, 0, work));
    }

    /** Each client does one after the other until the time is over. */
    Result run(int clients, Duration time, Client work) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return run(clients, client -> {
            for (int n = 0; System.nanoTime() < end; n++) {
                attempt(client, n, work);
            }
        });
    }

    private Result run(int clients, IntConsumer loop) throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                running.add(threads.submit(() -> loop.accept(number)));
            }
            for (Future<?> each : running) {
                await(each);
            }
        }
        return new Result(good.sum(), aborted.sum(), (System.nanoTime() - start) / 1e9);
    }

    private void attempt(int client, int n, Client work) {
        try {
            work.run(client, n);
            good.increment();
        } catch (LedgerException | AbortedException e) {
            aborted.increment();
        }
    }

    private static void await(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client of the load failed", e.getCause());
        }
    }

    /** Endorse, submit, wait for the commit; the contract's answer. */
    static byte[] transact(LedgerGateway ledger, String function, byte[]... arguments) throws LedgerException {
        Envelope envelope = ledger.endorse(function, arguments);
        commit(ledger, envelope);
        return envelope.result().toByteArray();
    }

    /** Submit and wait until it is in a block, valid. */
    static void commit(LedgerGateway ledger, Envelope envelope) throws LedgerException {
        ledger.submit(envelope);
        CommitAnswer answer = ledger.status(envelope.txId());
        if (answer.code() != TxValidationCode.VALID) {
            throw new AbortedException(answer.code().name());
        }
    }

    static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** A transaction that is in a block and has no effect. */
    static final class AbortedException extends RuntimeException {
        AbortedException(String code) {
            super(code);
        }
    }
}
