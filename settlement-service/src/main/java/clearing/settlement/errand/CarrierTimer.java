package clearing.settlement.errand;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the carrier go again and again, on a thread of its own. */
public final class CarrierTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierTimer.class);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> regular;

    private CarrierTimer(ScheduledExecutorService thread, ScheduledFuture<?> regular) {
        this.thread = thread;
        this.regular = regular;
    }

    /**
     * Begins.
     *
     * @param carrier takes what is due, and says at which breaks something changed
     * @param changed hears of the breaks at which something changed
     * @param member names the thread
     */
    public static CarrierTimer start(Supplier<List<Long>> carrier, Consumer<List<Long>> changed, String member) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("carrier-" + member).factory());
        ScheduledFuture<?> regular = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        List<Long> breaks = carrier.get();
                        if (!breaks.isEmpty()) {
                            changed.accept(breaks);
                        }
                    } catch (RuntimeException e) {
                        LOG.warn("errands wait: {}", e.getMessage());
                    }
                },
                0,
                GLANCE.toMillis(),
                TimeUnit.MILLISECONDS);
        return new CarrierTimer(thread, regular);
    }

    /** Stops; a step that is under way is given a moment, and is otherwise taken up again by the next start. */
    @Override
    public void close() {
        regular.cancel(false);
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
