package clearing.settlement.desk;

import clearing.settlement.desk.notify.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the desk look now and then, on a thread of its own, at what time alone has changed. */
public final class DeskTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskTimer.class);
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> glances;

    private DeskTimer(ScheduledExecutorService thread, ScheduledFuture<?> glances) {
        this.thread = thread;
        this.glances = glances;
    }

    /**
     * Begins to look.
     *
     * @param desk whose ticks these are
     * @param delivery empties the outbox
     * @param changed hears of breaks that changed
     * @param member names the thread
     */
    public static DeskTimer start(Desk desk, Delivery delivery, Consumer<List<Long>> changed, String member) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("desk-" + member).factory());
        Runnable glance = () -> {
            try {
                changed.accept(desk.tick());
                delivery.run();
            } catch (RuntimeException e) {
                LOG.warn("the desk could not look at its breaks: {}", e.getMessage());
            }
        };
        return new DeskTimer(
                thread, thread.scheduleWithFixedDelay(glance, 0, GLANCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Stops; a look that is under way is given a moment to come to its end. */
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
