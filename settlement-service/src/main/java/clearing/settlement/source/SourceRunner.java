package clearing.settlement.source;

import clearing.settlement.store.StorageException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one source on a thread of its own until it is closed; after a fault it waits longer each time, up to a minute. */
public final class SourceRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A wait on the socket is cut so that closing is noticed. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final FollowedSource source;
    private final Intake intake;
    private final Follower follower;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private SourceRunner(FollowedSource source, Intake intake) {
        this.source = source;
        this.intake = intake;
        this.follower = switch (source.how()) {
            case FollowedSource.Poll poll -> new PollFollower(source, poll, intake);
            case FollowedSource.Changes changes -> new ChangeFollower(source, changes, intake);
        };
        this.thread =
                Thread.ofPlatform().daemon().name("source-" + source.name()).unstarted(this::run);
    }

    /** Begins to follow. */
    public static SourceRunner start(FollowedSource source, Intake intake) {
        SourceRunner runner = new SourceRunner(source, intake);
        runner.thread.start();
        return runner;
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        try {
            while (stop.getCount() > 0) {
                if (stepped()) {
                    wait = FIRST_WAIT;
                } else {
                    pause(wait);
                    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            follower.close();
        }
    }

    /** One step and the wait for the next; false when it failed. */
    private boolean stepped() throws InterruptedException {
        try {
            if (!follower.step()) {
                rest();
            }
            return true;
        } catch (SQLException | IOException | StorageException | Intake.Refused e) {
            failed(Objects.toString(e.getMessage(), e.getClass().getSimpleName()));
        } catch (RuntimeException e) {
            LOG.error("source {} failed", source.name(), e);
            failed("internal error: " + e.getClass().getSimpleName());
        }
        return false;
    }

    private void rest() throws InterruptedException, SQLException {
        if (!follower.wakes()) {
            pause(follower.pause());
            return;
        }
        long end = System.nanoTime() + follower.pause().toNanos();
        Duration left = follower.pause();
        while (stop.getCount() > 0 && left.isPositive()) {
            if (follower.await(left.compareTo(GLANCE) > 0 ? GLANCE : left)) {
                return;
            }
            left = Duration.ofNanos(end - System.nanoTime());
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("source {} ends", source.name());
        }
    }

    private void failed(String sentence) {
        LOG.warn("source {}: {}", source.name(), sentence);
        follower.close();
        try {
            intake.failed(source.name(), source.how().kind(), sentence);
        } catch (StorageException e) {
            LOG.warn("source {}: its fault could not be written: {}", source.name(), e.getMessage());
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
