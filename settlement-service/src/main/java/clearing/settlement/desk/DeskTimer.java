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

/** Lets the desk look now and then at what time alone has changed, and tell what waits to be told, each on a thread of its own. */
public final class DeskTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskTimer.class);
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService threads;
    private final List<ScheduledFuture<?>> regular;

    private DeskTimer(ScheduledExecutorService threads, List<ScheduledFuture<?>> regular) {
        this.threads = threads;
        this.regular = List.copyOf(regular);
    }

    /**
     * Begins to look.
     *
     * @param desk whose ticks these are
     * @param delivery empties the outbox
     * @param changed hears of breaks that changed
     * @param upkeep of the database, which has time
     * @param member names the threads
     */
    public static DeskTimer start(
            Desk desk, Delivery delivery, Consumer<List<Long>> changed, Runnable upkeep, String member) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("desk-" + member + "-", 1).factory());
        // Apart, as whoever is told may take long to answer.
        return new DeskTimer(
                threads,
                List.of(
                        regularly(threads, "look at its breaks", () -> changed.accept(desk.tick())),
                        regularly(threads, "tell of its breaks", delivery::run),
                        regularly(threads, "add up counts of items", upkeep)));
    }

    private static ScheduledFuture<?> regularly(ScheduledExecutorService threads, String what, Runnable work) {
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("the desk could not {}: {}", what, e.getMessage());
            }
        };
        return threads.scheduleWithFixedDelay(guarded, 0, GLANCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops; a look that is under way is given a moment to come to its end. */
    @Override
    public void close() {
        regular.forEach(each -> each.cancel(false));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
