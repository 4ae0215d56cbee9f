package clearing.client.submit;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.VerifiedBlock;
import clearing.client.outbox.Envelope;
import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.client.submit.FailPoint.Step;
import clearing.client.submit.LedgerException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings stored intents to their end: endorse, store the signed envelope, submit, learn the outcome, store it. Follows the rule of
 * {@link Outbox} about new proposals. An outcome comes from the gateway's commit status or, when that does not come and blocks are
 * shown to {@link #observed}, from a verified block.
 *
 * <p>Safe to call again for the same intent after any failure or crash. Thread-safe.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int TURNS = 4_096;
    private static final String APPLY = "apply";
    private static final Duration GLANCE = Duration.ofMillis(25);

    /**
     * Bounds.
     *
     * @param inFlight     deliveries at the same time; {@link #deliver} waits when there are more
     * @param patience     how long one delivery goes on before it answers that it does not know
     * @param proposals    how many proposals an intent may use up in version conflicts
     * @param firstPause   pause after a first failure
     * @param longestPause bound of the growing pause
     */
    public record Options(int inFlight, Duration patience, int proposals, Duration firstPause, Duration longestPause) {
        /** 64 at once, 60 s, 25 proposals, pauses of 50 ms to 2 s. */
        public static final Options DEFAULT =
                new Options(64, Duration.ofSeconds(60), 25, Duration.ofMillis(50), Duration.ofSeconds(2));
    }

    private final Outbox outbox;
    private final Function<String, LedgerGateway> gateways;
    private final Options options;
    private final InstantSource clock;
    private final FailPoint failPoint;
    private final Semaphore inFlight;
    /** One delivery of an intent at a time; two intents that share a lock wait for each other, which harms nobody. */
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);

    private final Map<String, CompletableFuture<CommitAnswer>> awaited = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("delivery-", 0).factory());

    /**
     * @param outbox    where the intents are
     * @param gateways  the ledger as the role of that name sees it
     * @param clock     time for patience
     * @param failPoint {@link FailPoint#NONE} outside tests
     */
    public Courier(
            Outbox outbox,
            Function<String, LedgerGateway> gateways,
            Options options,
            InstantSource clock,
            FailPoint failPoint) {
        this.outbox = outbox;
        this.gateways = gateways;
        this.options = options;
        this.clock = clock;
        this.failPoint = failPoint;
        this.inFlight = new Semaphore(options.inFlight());
    }

    /** Delivers on a thread of its own. Waits when too many are under way, which slows down whoever makes intents. */
    public CompletableFuture<Delivery> deliver(Intent intent) throws InterruptedException {
        inFlight.acquire();
        CompletableFuture<Delivery> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                done.complete(deliverNow(intent));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.complete(stopped(intent.key()));
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            } finally {
                inFlight.release();
            }
        });
        return done;
    }

    private Delivery stopped(String key) {
        return outbox.find(key)
                .flatMap(intent -> Outbox.envelope(intent.state()))
                .<Delivery>map(e -> new Delivery.Unknown(e.txId(), "Stopped before the outcome was known."))
                .orElse(new Delivery.Postponed("Stopped before anything was sent."));
    }

    /** Delivers on the calling thread. Waits when another thread delivers the same intent, and then answers what that came to. */
    public Delivery deliverNow(Intent intent) throws InterruptedException {
        ReentrantLock turn = turns[Math.floorMod(intent.key().hashCode(), turns.length)];
        turn.lockInterruptibly();
        try {
            return drive(intent);
        } finally {
            turn.unlock();
        }
    }

    private Delivery drive(Intent intent) throws InterruptedException {
        Attempt attempt = new Attempt(intent.key(), clock.instant().plus(options.patience()));
        // An envelope from an earlier run may be in a block already; looking first spares the chain a duplicate.
        boolean look = Outbox.envelope(intent.state()).isPresent();
        while (true) {
            Intent current = outbox.find(attempt.key).orElse(intent);
            switch (current.state()) {
                case IntentState.Committed committed -> {
                    return new Delivery.Committed(committed);
                }
                case IntentState.Refused refused -> {
                    return new Delivery.Refused(refused);
                }
                case IntentState.New fresh -> {
                    Optional<Delivery> ended = endorse(attempt, current);
                    if (ended.isPresent()) {
                        return ended.get();
                    }
                }
                case IntentState.Endorsed s -> sendAndWait(attempt, current, s.envelope(), look);
                case IntentState.Sent s -> sendAndWait(attempt, current, s.envelope(), look);
                case IntentState.Unknown s -> {
                    if (attempt.over(clock.instant()) && attempt.failures > 0) {
                        return new Delivery.Unknown(s.envelope().txId(), s.sentence());
                    }
                    sendAndWait(attempt, current, s.envelope(), look);
                }
            }
            look = false;
        }
    }

    /**
     * Sends something that is not stored, once: only for what is worked out of the ledger itself and worked out again when it does not
     * come through, such as a settlement round. A late envelope does no harm then, since what it read has moved on.
     */
    public Delivery once(String role, byte[] content) throws InterruptedException {
        LedgerGateway ledger = gateways.apply(role);
        Envelope envelope;
        try {
            envelope = ledger.endorse(APPLY, content);
        } catch (LedgerException e) {
            return e.kind() == Kind.CONTRACT
                    ? new Delivery.Refused(ContractMessage.refusal(e.detail()))
                    : new Delivery.Postponed(e.detail());
        }
        CompletableFuture<CommitAnswer> seen =
                awaited.computeIfAbsent(envelope.txId(), id -> new CompletableFuture<>());
        try {
            ledger.submit(envelope);
            return outcome(envelope, ledger.status(envelope.txId()));
        } catch (LedgerException e) {
            return seen.isDone() ? outcome(envelope, seen.join()) : new Delivery.Unknown(envelope.txId(), e.detail());
        } finally {
            awaited.remove(envelope.txId());
        }
    }

    private static Delivery outcome(Envelope envelope, CommitAnswer answer) {
        return answer.code() == TxValidationCode.VALID
                ? new Delivery.Committed(new IntentState.Committed(envelope.txId(), answer.block(), envelope.result()))
                : new Delivery.Refused(invalid(answer));
    }

    private static final class Attempt {
        private final String key;
        private final Instant until;
        private int failures;

        Attempt(String key, Instant until) {
            this.key = key;
            this.until = until;
        }

        boolean over(Instant now) {
            return now.isAfter(until);
        }
    }

    private Optional<Delivery> endorse(Attempt attempt, Intent intent) throws InterruptedException {
        try {
            Envelope envelope = gateways.apply(intent.role())
                    .endorse(APPLY, intent.content().toByteArray());
            failPoint.reached(Step.ENDORSED);
            outbox.endorsed(intent.key(), envelope);
            failPoint.reached(Step.ENVELOPE_STORED);
            return Optional.empty();
        } catch (LedgerException e) {
            if (e.kind() == Kind.CONTRACT) {
                IntentState.Refused refusal = ContractMessage.refusal(e.detail());
                if (ContractMessage.mendable(refusal)) {
                    return Optional.of(new Delivery.Refused(refusal));
                }
                outbox.refused(intent.key(), refusal);
                return Optional.empty();
            }
            if (e.kind() == Kind.DENIED || attempt.over(clock.instant())) {
                return Optional.of(new Delivery.Postponed(e.detail()));
            }
            pause(attempt, e);
            return Optional.empty();
        }
    }

    private void sendAndWait(Attempt attempt, Intent intent, Envelope envelope, boolean look)
            throws InterruptedException {
        CompletableFuture<CommitAnswer> seen =
                awaited.computeIfAbsent(envelope.txId(), id -> new CompletableFuture<>());
        LedgerGateway ledger = gateways.apply(intent.role());
        try {
            if (!look) {
                ledger.submit(envelope);
                failPoint.reached(Step.SENT);
                outbox.sent(intent.key());
            }
            CommitAnswer answer = seen.isDone() ? seen.join() : ledger.status(envelope.txId());
            failPoint.reached(Step.ANSWERED);
            settle(attempt, intent, envelope, answer);
        } catch (LedgerException e) {
            if (seen.isDone()) {
                settle(attempt, intent, envelope, seen.join());
                return;
            }
            if (!look) {
                outbox.unknown(intent.key(), e.detail());
                pause(attempt, e);
            }
        } finally {
            awaited.remove(envelope.txId());
        }
    }

    private void settle(Attempt attempt, Intent intent, Envelope envelope, CommitAnswer answer)
            throws InterruptedException {
        switch (answer.code()) {
            case VALID -> outbox.committed(intent.key(), answer.block());
            case MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT -> {
                if (intent.proposals() >= options.proposals()) {
                    outbox.refused(intent.key(), invalid(answer));
                } else {
                    LOG.debug(
                            "{}: {} in block {}; a new proposal follows", intent.key(), answer.code(), answer.block());
                    outbox.renew(intent.key());
                    TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis() * Math.min(intent.proposals(), 20));
                }
            }
            // A copy that was sent again. The one before it has the outcome, and asking by id answers for that one.
            case DUPLICATE_TXID -> {
                outbox.unknown(intent.key(), "A second copy is in block " + answer.block() + "; asking for the first.");
                attempt.failures++;
                resolveDuplicate(attempt, intent, envelope);
            }
            default -> outbox.refused(intent.key(), invalid(answer));
        }
    }

    private void resolveDuplicate(Attempt attempt, Intent intent, Envelope envelope) throws InterruptedException {
        try {
            CommitAnswer answer = gateways.apply(intent.role()).status(envelope.txId());
            if (answer.code() != TxValidationCode.DUPLICATE_TXID) {
                settle(attempt, intent, envelope, answer);
            } else {
                TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
            }
        } catch (LedgerException e) {
            pause(attempt, e);
        }
    }

    private static IntentState.Refused invalid(CommitAnswer answer) {
        return new IntentState.Refused(
                answer.code().name(), "", "The peers found the transaction invalid in block " + answer.block() + ".");
    }

    private void pause(Attempt attempt, LedgerException cause) throws InterruptedException {
        long grown = options.firstPause().toMillis() << Math.min(attempt.failures, 10);
        attempt.failures++;
        long millis = Math.min(grown, options.longestPause().toMillis());
        LOG.debug("{}: {}; again in {} ms", attempt.key, cause.getMessage(), millis);
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** Shows a verified block, so that deliveries under way learn their outcome from it. */
    public void observed(VerifiedBlock block) {
        for (BlockTransaction transaction : block.transactions()) {
            CompletableFuture<CommitAnswer> waiting = awaited.get(transaction.txId());
            if (waiting != null && transaction.validationCode() != TxValidationCode.DUPLICATE_TXID) {
                waiting.complete(new CommitAnswer(block.number(), transaction.validationCode()));
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("Deliveries are still under way; their intents stay open in {}", outbox.folder());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
