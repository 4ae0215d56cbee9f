package clearing.simulation;

import clearing.simulation.engine.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many seeds. */
public final class Campaign {
    /** From so many seeds on, every situation must have come up. */
    public static final int SEEDS_THAT_REACH_ALL = 1_000;

    private final Settings settings;
    private final Map<Situation, Long> situations = new EnumMap<>(Situation.class);
    private final List<Failure> failures = new ArrayList<>();
    private long seeds;
    private long steps;
    private long transactions;
    private long millis;

    public Campaign(Settings settings) {
        this.settings = settings;
    }

    /**
     * Runs seeds, several at a time: each is a world of its own, so the order in which they end makes no difference.
     *
     * @param watcher hears of each seed when it is done, of one at a time
     */
    public Campaign run(long from, long count, Consumer<SeedReport> watcher) {
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<?>> runs = new ArrayList<>();
            for (long seed = from; seed < from + count; seed++) {
                long own = seed;
                runs.add(pool.submit(() -> add(Simulation.run(own, settings), watcher)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a seed could not be run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds ran", e);
        }
        failures.sort(Comparator.comparingLong(Failure::seed));
        return this;
    }

    private synchronized void add(SeedReport report, Consumer<SeedReport> watcher) {
        seeds++;
        steps += report.steps();
        transactions += report.transactions();
        millis += report.millis();
        report.situations().forEach((situation, times) -> situations.merge(situation, (long) times, Long::sum));
        report.failure().ifPresent(failures::add);
        watcher.accept(report);
    }

    /** The seeds under which something broke. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** How often each situation came up. */
    public Map<Situation, Long> situations() {
        return situations;
    }

    /** Situations that had to come up and did not: the run proves nothing about them. Empty when the run was too short to say. */
    public List<Situation> neverReached() {
        List<Situation> never = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            if (seeds >= SEEDS_THAT_REACH_ALL && !situations.containsKey(situation)) {
                never.add(situation);
            }
        }
        return never;
    }

    public boolean passed() {
        return failures.isEmpty() && neverReached().isEmpty();
    }

    public long seeds() {
        return seeds;
    }

    public long steps() {
        return steps;
    }

    public long transactions() {
        return transactions;
    }

    /** Simulated time of all seeds. */
    public long millis() {
        return millis;
    }
}
