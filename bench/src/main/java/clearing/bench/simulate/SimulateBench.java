package clearing.bench.simulate;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.simulation.Campaign;
import clearing.simulation.Failure;
import clearing.simulation.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs seeds, then plants one bug after the other and counts the seeds until the simulator finds it. */
final class SimulateBench {
    private static final int PROGRESS_EVERY = 500;

    private final Size size;
    private final Path root;
    private final Progress progress;
    private long done;

    /**
     * How much is run.
     *
     * @param seeds without a bug
     * @param from the first seed of every run
     * @param perBug most seeds for one planted bug
     * @param bugs how many of the planted bugs, from the first
     */
    record Size(long seeds, long from, long perBug, int bugs) {}

    SimulateBench(Size size, Path root, Progress progress) {
        this.size = size;
        this.root = root;
        this.progress = progress;
    }

    Figures run(String ranOn) {
        List<PlantedBug> chosen = PlantedBug.all().subList(0, size.bugs());
        Duration before = cpu();
        Campaign campaign = clean();
        double seconds = cpu().minus(before).toMillis() / 1e3;
        // Several at a time: each has its own classes.
        double[] seedsToCatch = chosen.parallelStream()
                .mapToDouble(this::seedsToCatch)
                .filter(n -> n > 0)
                .toArray();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("seeds run", "seeds", (double) campaign.seeds()).atLeast((double) size.seeds()));
        figures.add(Figure.of("invariants broken", "seeds", campaign.failures().size())
                .atMost(0));
        figures.add(Figure.of(
                        "situations never reached",
                        "situations",
                        campaign.neverReached().size())
                .atMost(0));
        figures.add(Figure.of("steps", "steps", (double) campaign.steps()));
        figures.add(Figure.of("transactions", "transactions", (double) campaign.transactions()));
        figures.add(Figure.of("seeds a second of cpu", "seeds/s", (double) campaign.seeds() / seconds));
        figures.add(Figure.of("bugs planted", "bugs", chosen.size()).atLeast(size.bugs()));
        figures.add(Figure.of("bugs caught", "bugs", seedsToCatch.length).atLeast(size.bugs()));
        if (seedsToCatch.length > 0) {
            figures.add(Figure.of("seeds to catch a bug", "seeds", seedsToCatch).goal(10));
        }
        return new Figures("simulate", ranOn, figures);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private Campaign clean() {
        Campaign campaign = new Campaign(Settings.DRAWN).run(size.from(), size.seeds(), report -> {
            report.failure().map(Failure::text).ifPresent(this::say);
            done++;
            if (done % PROGRESS_EVERY == 0) {
                say(done + " of " + size.seeds() + " seeds");
            }
        });
        campaign.neverReached().forEach(situation -> say("never came up: " + situation.sentence()));
        return campaign;
    }

    /** How many seeds it took, or 0 when they were not enough. */
    private double seedsToCatch(PlantedBug bug) {
        Optional<String> found = Mutant.of(bug, root).hunt(size.from(), size.perBug());
        say("bug '" + bug.name() + "': " + found.orElse("NOT CAUGHT"));
        return found.map(text -> Long.parseLong(text.substring(0, text.indexOf(' '))) - size.from() + 1.0)
                .orElse(0.0);
    }

    private synchronized void say(String what) {
        progress.step(what);
    }
}
