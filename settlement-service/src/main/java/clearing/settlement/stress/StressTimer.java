package clearing.settlement.stress;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks now and then whether a stress test is due, on a thread of its own. */
public final class StressTimer implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> glances;

    private StressTimer(ScheduledExecutorService thread, ScheduledFuture<?> glances) {
        this.thread = thread;
        this.glances = glances;
    }

    /**
     * Begins to look.
     *
     * @param nightly what runs when it is due
     * @param member names the thread
     */
    public static StressTimer start(NightlyStress nightly, String member) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("stress-" + member).factory());
        return new StressTimer(
                thread, thread.scheduleWithFixedDelay(nightly::look, 0, GLANCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Stops; a play that is under way is given a moment to come to its end. */
    @Override
    public void close() {
        glances.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
