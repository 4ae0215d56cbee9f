package clearing.settlement.ledger;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.VerifiedBlock;
import clearing.settlement.store.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one consumer of the channel: takes verified blocks, has them applied and tells who listens. Where it begins is said by the
 * cursor in the database and by nothing else. After a failure it reads the cursor again; after a halt it waits for an
 * operator.
 */
public final class LedgerTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerTail.class);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Blocks of one transaction in catch-up: enough to share a commit, few enough to be quick to repeat. */
    private static final int GROUP_BLOCKS = 32;

    private static final int GROUP_BYTES = 16 << 20;

    private final BlockSource source;
    private final BlockApplier applier;
    private final LedgerListener listener;
    private final Measurements measurements;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private volatile LedgerStatus status;
    private long epoch;
    private Duration pause = FIRST_PAUSE;

    LedgerTail(
            BlockSource source,
            BlockApplier applier,
            LedgerListener listener,
            Measurements measurements,
            InstantSource clock,
            String name) {
        this.source = source;
        this.applier = applier;
        this.listener = listener;
        this.measurements = measurements;
        this.clock = clock;
        this.status = new LedgerStatus(
                source.channel(), LedgerStatus.Phase.CONNECTING, -1, -1, Optional.empty(), Optional.empty());
        this.thread = Thread.ofPlatform().daemon().name("tail-" + name).unstarted(this::run);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    /** The chaincode whose state is verified. */
    public String chaincode() {
        return source.chaincode();
    }

    /** How far it is. */
    public LedgerStatus status() {
        return status;
    }

    /** Digest of the whole verified state, hex; reads all of it. */
    public String stateDigest() {
        return applier.stateDigest();
    }

    /**
     * Has the halted block read and verified again.
     *
     * @param actor who asks for it
     * @param reason why, for the audit log
     * @return false when there is no halt
     */
    public boolean resume(String actor, String reason) {
        lock.lock();
        try {
            if (status.halt().isEmpty()) {
                return false;
            }
            applier.clearHalt(actor, reason);
            LedgerStatus old = status;
            publish(new LedgerStatus(
                    old.channel(),
                    LedgerStatus.Phase.CONNECTING,
                    old.height(),
                    old.verifiedHeight(),
                    old.lastBlockAt(),
                    Optional.empty()));
            resumed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops; a transaction that is under way is finished or rolled back. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    follow();
                } catch (BlockRejected e) {
                    LOG.error("the chain is broken behind block {}: {}", status.verifiedHeight(), e.getMessage());
                    HaltException cause =
                            new HaltException(HaltReason.CHAIN_BROKEN, "", "", String.valueOf(e.getMessage()));
                    halted(applier.halt(cause, status.verifiedHeight() + 1));
                } catch (FencedException e) {
                    LOG.error("{}; this instance stops to read the ledger", e.getMessage());
                    disconnected();
                    return;
                } catch (StorageException e) {
                    LOG.warn("reading the ledger again from the cursor in {}: {}", pause, e.getMessage());
                    rest();
                } catch (HaltException e) {
                    halted(applier.halt(e, status.verifiedHeight() + 1));
                } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
                    // A defect: the cursor did not move, so the same block comes again.
                    LOG.error("block {} could not be applied", status.verifiedHeight() + 1, e);
                    rest();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("no longer following {}", source.channel());
        }
    }

    private void rest() throws InterruptedException {
        disconnected();
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private void disconnected() {
        LedgerStatus old = status;
        publish(new LedgerStatus(
                old.channel(),
                LedgerStatus.Phase.CONNECTING,
                old.height(),
                old.verifiedHeight(),
                old.lastBlockAt(),
                old.halt()));
    }

    private void follow() throws InterruptedException {
        BlockApplier.Position position = begin();
        waitForResume();
        try (BlockFeed feed = source.open(position.height() + 1, position.hash())) {
            boolean good = true;
            while (good) {
                good = step(feed);
            }
        }
    }

    /** Under the lock, so that a halt which an operator ends at this moment is not taken up from the database once more. */
    private BlockApplier.Position begin() {
        lock.lock();
        try {
            BlockApplier.Position position = applier.begin();
            epoch = position.epoch();
            LedgerStatus.Phase phase =
                    position.halt().isPresent() ? LedgerStatus.Phase.HALTED : LedgerStatus.Phase.CONNECTING;
            long seen = Math.max(status.height(), position.height());
            publish(new LedgerStatus(
                    source.channel(), phase, seen, position.height(), position.lastAt(), position.halt()));
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** False when a halt came: this feed has passed the halted block, whatever the status says by now. */
    private boolean step(BlockFeed feed) throws InterruptedException {
        Optional<VerifiedBlock> first = feed.next(GLANCE);
        if (first.isEmpty()) {
            if (feed.connected() && status.phase() != LedgerStatus.Phase.FOLLOWING) {
                phase(LedgerStatus.Phase.FOLLOWING);
            }
            return true;
        }
        List<VerifiedBlock> group = new ArrayList<>();
        List<Instant> delivered = new ArrayList<>();
        Optional<VerifiedBlock> block = first;
        int bytes = 0;
        while (block.isPresent()) {
            group.add(block.get());
            delivered.add(clock.instant());
            bytes += block.get().sizeBytes();
            boolean full = group.size() >= GROUP_BLOCKS || bytes >= GROUP_BYTES;
            block = full ? Optional.empty() : feed.next(Duration.ZERO);
        }
        seen(group.getLast().number());
        return apply(group, delivered);
    }

    private boolean apply(List<VerifiedBlock> group, List<Instant> delivered) {
        Applied applied;
        try {
            applied = applier.apply(group, status.verifiedHeight(), epoch);
        } catch (HaltException e) {
            if (group.size() == 1) {
                throw e;
            }
            // One of them is at fault; those before it are good.
            for (int i = 0; i < group.size(); i++) {
                if (!apply(List.of(group.get(i)), List.of(delivered.get(i)))) {
                    return false;
                }
            }
            return true;
        }
        Instant durable = clock.instant();
        pause = FIRST_PAUSE;
        measurements.take(delivered, applied, durable);
        LedgerStatus old = status;
        long verified = applied.blocks().isEmpty()
                ? old.verifiedHeight()
                : applied.blocks().getLast();
        LedgerStatus.Phase phase = applied.halt().isPresent()
                ? LedgerStatus.Phase.HALTED
                : verified == old.height() ? LedgerStatus.Phase.FOLLOWING : LedgerStatus.Phase.CATCHING_UP;
        status = new LedgerStatus(
                old.channel(), phase, old.height(), verified, applied.lastAt().or(old::lastBlockAt), applied.halt());
        listener.applied(applied);
        if (phase != old.phase()) {
            listener.changed(status);
        }
        applied.halt().ifPresent(this::shout);
        if (applied.halt().isPresent()) {
            return false;
        }
        int done = applied.blocks().size();
        return done == group.size()
                || apply(group.subList(done, group.size()), delivered.subList(done, delivered.size()));
    }

    private void shout(Halt halt) {
        LOG.error(
                "HALTED at block {} transaction {} key {}: {} {} expected {} actual {}",
                halt.block(),
                halt.txId().orElse("-"),
                halt.key().orElse("-"),
                halt.reason().sentence(),
                halt.detail(),
                halt.expectedSha256().orElse("-"),
                halt.actualSha256().orElse("-"));
    }

    private void halted(Halt halt) {
        shout(halt);
        LedgerStatus old = status;
        publish(new LedgerStatus(
                old.channel(),
                LedgerStatus.Phase.HALTED,
                old.height(),
                old.verifiedHeight(),
                old.lastBlockAt(),
                Optional.of(halt)));
    }

    private void waitForResume() throws InterruptedException {
        lock.lock();
        try {
            while (status.halt().isPresent()) {
                resumed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void seen(long number) {
        LedgerStatus old = status;
        LedgerStatus.Phase phase = number > old.verifiedHeight() + 1 ? LedgerStatus.Phase.CATCHING_UP : old.phase();
        status = new LedgerStatus(
                old.channel(),
                phase,
                Math.max(number, old.height()),
                old.verifiedHeight(),
                old.lastBlockAt(),
                old.halt());
    }

    private void phase(LedgerStatus.Phase phase) {
        LedgerStatus old = status;
        publish(new LedgerStatus(
                old.channel(), phase, old.height(), old.verifiedHeight(), old.lastBlockAt(), old.halt()));
    }

    private void publish(LedgerStatus next) {
        boolean changed = next.phase() != status.phase();
        status = next;
        if (changed) {
            listener.changed(next);
        }
    }
}
