package clearing.bench.gridlock;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.gridlock.QueueCase.Kind;
import clearing.kernel.liquidity.FreeSelection;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.GrossFifo;
import clearing.kernel.liquidity.SettlementSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Gridlock resolution in order against the optimum of all sets of small queues and against another algorithm on large ones; free selection
 * against the optimum of all sets, and on queues that are too large for that against the linear program's bound. No clock: what is
 * measured is what settles.
 */
public final class GridlockBench {
    /** The free selection's constants were chosen while looking at cases of the seeds from here on, {@link #TUNED_SEEDS} of them. */
    public static final long FIRST_TUNED_SEED = 1_000;

    public static final int TUNED_SEEDS = 200;

    /**
     * How much of it.
     *
     * @param seed the first; each case has the next
     * @param small cases of each kind of up to 18 instructions
     * @param medium of each kind of 24 instructions
     * @param large of each kind of {@link #LARGE} instructions
     */
    public record Size(long seed, int small, int medium, int large) {}

    private static final int LARGE = 400;
    private static final int LARGE_MEMBERS = 12;
    private static final int LONG_QUEUE = 20_000;
    private static final int LONG_QUEUE_MEMBERS = 40;
    private static final int MEDIUM = 24;
    private static final double ENOUGH = 0.97;

    private final Size size;
    private final Progress progress;
    private final List<Double> inOrder = new ArrayList<>();
    private final List<Double> free = new ArrayList<>();
    private final List<Double> gross = new ArrayList<>();

    public GridlockBench(Size size, Progress progress) {
        this.size = size;
        this.progress = progress;
    }

    public Figures run(String ranOn) {
        List<Double> longQueues = longQueues();
        everySet(size.small(), 0);
        everySet(size.medium(), MEDIUM);
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("in order, equal to the optimum", "of cases", mean(inOrder))
                .atLeast(1)
                .goal(1));
        figures.add(Figure.of("in order, equal on long queues", "of cases", mean(longQueues))
                .atLeast(1)
                .goal(1));
        figures.add(samples("gross against in order", gross));
        figures.add(samples("free against the optimum", free).atLeast(ENOUGH));
        figures.add(Figure.of("free, worst case", "of the optimum", worst(free)).atLeast(ENOUGH));
        figures.add(Figure.of(
                "free, cases at the optimum",
                "of cases",
                mean(free.stream().map(ratio -> ratio == 1 ? 1.0 : 0.0).toList())));
        for (Kind kind : Kind.values()) {
            List<Double> ratios = relaxed(kind);
            String name = "free against LP, " + LARGE + " " + kind.name().toLowerCase(Locale.ROOT);
            Figure figure = samples(name, ratios);
            // Of deliveries against payment no bound close to the optimum is known here: the figure has none either.
            figures.add(kind == Kind.PAYMENTS ? figure.atLeast(ENOUGH) : figure);
            if (kind == Kind.PAYMENTS) {
                figures.add(Figure.of("the same, worst case", "of the bound", worst(ratios))
                        .atLeast(ENOUGH));
            }
        }
        return new Figures("gridlock", ranOn, figures);
    }

    private List<Double> longQueues() {
        List<Double> equal = new ArrayList<>();
        for (int n = 0; n < size.large(); n++) {
            for (Kind kind : Kind.values()) {
                progress.step("long queue " + (n + 1) + " of " + size.large() + ", " + kind);
                QueueCase world = QueueCase.draw(size.seed() + n, kind, LONG_QUEUE_MEMBERS, LONG_QUEUE, true);
                BitSet found = Gridlock.strict(world.queue(), world.positions()).chosen();
                equal.add(found.equals(PrefixFixedPoint.greatest(world)) ? 1.0 : 0.0);
            }
        }
        return equal;
    }

    /** @param instructions how many; 0 for 10 to 18 */
    private void everySet(int cases, int instructions) {
        for (int n = 0; n < cases; n++) {
            long seed = size.seed() + n;
            step(n, cases, "every set of " + (instructions == 0 ? "10 to 18" : instructions) + " instructions");
            for (Kind kind : Kind.values()) {
                for (boolean valued : new boolean[] {false, true}) {
                    int count = instructions == 0 ? 10 + (int) Math.floorMod(seed, 9L) : instructions;
                    int members = 4 + (int) Math.floorMod(seed, 5L);
                    everySet(QueueCase.draw(seed, kind, members, count, valued));
                }
            }
        }
    }

    private void everySet(QueueCase world) {
        Exhaustive all = new Exhaustive(world);
        SettlementSet strict = Gridlock.strict(world.queue(), world.positions());
        boolean equal = strict.count() == all.mostInOrder()
                && worth(world, strict) == all.mostValueInOrder()
                && strict.chosen().equals(all.largestInOrder());
        inOrder.add(equal ? 1.0 : 0.0);
        if (all.mostValueInOrder() > 0) {
            SettlementSet alone = GrossFifo.settle(world.queue(), world.positions());
            gross.add(worth(world, alone) / (double) all.mostValueInOrder());
        }
        if (all.freeOptimum() > 0) {
            free.add(worth(world, choose(world)) / (double) all.freeOptimum());
        }
    }

    private List<Double> relaxed(Kind kind) {
        List<Double> ratios = new ArrayList<>();
        for (int n = 0; n < size.large(); n++) {
            progress.step("linear program's bound " + (n + 1) + " of " + size.large() + ", " + kind);
            QueueCase world = QueueCase.draw(size.seed() + n, kind, LARGE_MEMBERS, LARGE, n % 2 == 0);
            ratios.add(worth(world, choose(world)) / RelaxedBound.of(world));
        }
        return ratios;
    }

    /** The free selection, checked for cover by what it says of itself and by adding up anew. */
    private static SettlementSet choose(QueueCase world) {
        SettlementSet set =
                FreeSelection.choose(world.queue(), world.positions(), world.weight(), FreeSelection.USUAL_EFFORT);
        long[] end = world.room().clone();
        set.chosen().stream().forEach(i -> {
            long[] change = world.change(i);
            for (int p = 0; p < end.length; p++) {
                end[p] += change[p];
            }
        });
        if (Arrays.stream(end).anyMatch(left -> left < 0)) {
            throw new IllegalStateException("the free selection overdraws a position");
        }
        return set;
    }

    private static long worth(QueueCase world, SettlementSet set) {
        return world.worth(set.chosen().stream().asLongStream());
    }

    private static Figure samples(String name, List<Double> samples) {
        return Figure.of(
                name, "times", samples.stream().mapToDouble(each -> each).toArray());
    }

    private static double mean(List<Double> samples) {
        return samples.stream().mapToDouble(each -> each).average().orElse(0);
    }

    private static double worst(List<Double> samples) {
        return samples.stream().mapToDouble(each -> each).min().orElse(0);
    }

    private void step(int n, int of, String what) {
        if (n % 50 == 0) {
            progress.step(what + ", " + n + " of " + of);
        }
    }
}
