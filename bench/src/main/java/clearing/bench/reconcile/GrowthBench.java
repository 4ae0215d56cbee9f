package clearing.bench.reconcile;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.Slope;
import clearing.settlement.matching.NewPosting;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.EmbeddedCluster;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How the cost of matching grows with the books: processor time of the whole process, its garbage collector included, from ten thousand
 * entries on in steps of ten, 500 at a time; and one block of 500 postings to its durable verdicts over little and over much history.
 */
final class GrowthBench {
    /**
     * How much of it.
     *
     * @param most entries of both sides together
     * @param blocks over each history
     */
    record Size(int most, int blocks, long seed) {}

    static final int LEAST = 10_000;
    static final int BLOCK = 500;
    private static final int STEP = 10;
    /** The small sizes are matched again and again, to so many entries in all. */
    private static final int ENOUGH = 1_000_000;

    /** Between sizes up to this one the heap is not cleared every time. */
    private static final int MOST_TOGETHER = 100_000;

    private static final int CHUNK = 100_000;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Size size;
    private final Path work;
    private final Progress progress;
    private final List<Figure> figures = new ArrayList<>();

    GrowthBench(Size size, Path work, Progress progress) {
        this.size = size;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        for (boolean ordered : new boolean[] {true, false}) {
            slope(ordered);
        }
        blocks();
        return new Figures("growth", ranOn, figures);
    }

    private void slope(boolean ordered) {
        List<Integer> sizes = new ArrayList<>();
        for (long each = LEAST; each <= size.most(); each *= STEP) {
            sizes.add((int) each);
        }
        String arrival = ordered ? "in order" : "at random";
        progress.step("matching in memory, arriving " + arrival);
        for (int i = 0; i < ENOUGH / LEAST; i++) {
            Columns warm = new Columns(LEAST, ordered, size.seed());
            warm.match();
        }
        double[] cpu = new double[sizes.size()];
        for (int i = 0; i < cpu.length; i++) {
            int entries = sizes.get(i);
            int times = Math.max(1, Math.min(ENOUGH, size.most()) / entries);
            for (int time = 0; time < times; time++) {
                Columns items = new Columns(entries, ordered, size.seed());
                if (entries > MOST_TOGETHER || time == 0) {
                    System.gc();
                }
                long start = cpuNanos();
                items.match();
                cpu[i] += (cpuNanos() - start) / NANOS / times;
            }
            figures.add(Figure.of(
                    String.format(Locale.ROOT, "%,d %s", sizes.get(i), arrival),
                    "us an entry",
                    cpu[i] * 1e6 / entries));
        }
        figures.add(Figure.of(
                        "slope, " + arrival,
                        "exponent",
                        Slope.of(sizes.stream().mapToInt(Integer::intValue).toArray(), cpu))
                .atMost(1.15));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private void blocks() throws Exception {
        try (EmbeddedCluster postgres =
                        EmbeddedCluster.start(work.resolve("postgres"), work.resolveSibling("postgres-programs"));
                ProductStore little = new ProductStore(postgres.database("little"));
                ProductStore much = new ProductStore(postgres.database("much"));
                PlainTables tables = new PlainTables(postgres.database("plain"))) {
            History few = history(little, LEAST);
            History many = history(much, size.most());
            for (int i = 0; i < size.blocks() / 4; i++) {
                few.next();
                many.next();
            }
            tables.checkpoint();
            System.gc();
            double[] over = new double[size.blocks()];
            double[] under = new double[size.blocks()];
            for (int i = 0; i < size.blocks(); i++) {
                under[i] = few.next();
                over[i] = many.next();
            }
            Figure littleTime = Figure.of(String.format(Locale.ROOT, "block over %,d", LEAST), "ms", under);
            Figure muchTime = Figure.of(String.format(Locale.ROOT, "block over %,d", size.most()), "ms", over);
            figures.add(littleTime);
            figures.add(muchTime);
            figures.add(Figure.of("block, much against little", "times", muchTime.value() / littleTime.value())
                    .atMost(2.5)
                    .goal(1.5));
        }
    }

    /** Stored books with so many entries of both sides, and blocks whose entries are booked and wait. */
    private History history(ProductStore store, int entries) throws IOException {
        Reconciliation engine = store.engine();
        long movements = entries / 2L;
        for (long first = 0; first < movements; first += CHUNK) {
            progress.step(String.format(Locale.ROOT, "%,d of %,d entries are stored", 2 * first, entries));
            int part = (int) Math.min(CHUNK, movements - first);
            RowFiles files = RowFiles.write(work, part, first, size.seed() + first);
            store.together(engine, files);
            files.delete();
        }
        // One in a hundred has no posting, so that a little more than needed is drawn.
        int blocks = size.blocks() + size.blocks() / 4 + 2;
        RowFiles waiting = RowFiles.write(work, blocks * BLOCK, movements, size.seed() - 1);
        store.booksAlone(engine, waiting);
        List<NewPosting> postings = ProductFiles.postings(waiting.chain());
        Collections.shuffle(postings, new Random(size.seed()));
        waiting.delete();
        return new History(engine, postings);
    }

    private static final class History {
        private final Reconciliation engine;
        private final List<NewPosting> postings;
        private int given;

        History(Reconciliation engine, List<NewPosting> postings) {
            this.engine = engine;
            this.postings = postings;
        }

        /** Milliseconds until the verdicts of the next block are durable. */
        double next() {
            List<NewPosting> block = postings.subList(given, given + BLOCK);
            given += BLOCK;
            long start = System.nanoTime();
            int matched = ProductStore.block(engine, block).matched();
            double millis = (System.nanoTime() - start) / NANOS * MILLIS;
            if (matched < BLOCK * 9 / 10) {
                throw new IllegalStateException("of a block of " + BLOCK + " only " + matched + " matched");
            }
            return millis;
        }
    }
}
