package clearing.simulation;

import clearing.simulation.engine.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Many seeds, one after the other. */
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
     * Runs seeds in order.
     *
     * @param watcher hears of each seed when it is done
     */
    public Campaign run(long from, long count, Consumer<SeedReport> watcher) {
        for (long seed = from; seed < from + count; seed++) {
            SeedReport report = Simulation.run(seed, settings);
            add(report);
            watcher.accept(report);
        }
        return this;
    }

    /** As {@link #run}, over several threads: each seed is a world of its own, so the order in which they end makes no difference. */
    public Campaign runInParallel(long from, long count, int threads) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (long seed = from; seed < from + count; seed++) {
                long own = seed;
                pool.execute(() -> add(Simulation.run(own, settings)));
            }
        }
        failures.sort(Comparator.comparingLong(Failure::seed));
        return this;
    }

    private synchronized void add(SeedReport report) {
        seeds++;
        steps += report.steps();
        transactions += report.transactions();
        millis += report.millis();
        report.situations().forEach((situation, times) -> situations.merge(situation, (long) times, Long::sum));
        report.failure().ifPresent(failures::add);
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
