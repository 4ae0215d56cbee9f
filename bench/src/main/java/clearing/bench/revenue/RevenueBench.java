package clearing.bench.revenue;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.Slope;
import clearing.bench.WorkFolder;
import clearing.client.revenue.usage.UsageFile;
import clearing.client.revenue.usage.UsageIndex;
import clearing.client.revenue.usage.UsageStore;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.command.RevenueCodec;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.state.Keys;
import clearing.settlement.store.EmbeddedCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From a file of metered facts to the statement: pages with their Merkle trees on the disk, reports, seal and run on the kernel. And many
 * agreements with a run each. Costs against sizes are processor time of the thread; the ratio to PostgreSQL is of times that passed.
 */
final class RevenueBench {
    /** How much of it: the largest number of facts and of agreements; smaller ones are a tenth and a hundredth of them. */
    record Size(int pairs, int facts, int agreements, long seed) {}

    private static final Instant FROM = Instant.parse("2026-10-31T16:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-30T16:00:00Z");
    private static final int RUNS_A_BATCH = 20;
    private static final double NANOS = 1e9;

    private final Size size;
    private final Path work;
    private final Progress progress;
    private int stores;

    RevenueBench(Size size, Path work, Progress progress) {
        this.size = size;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (EmbeddedCluster postgres =
                        EmbeddedCluster.start(work.resolve("postgres"), work.resolveSibling("postgres-programs"));
                PostgresSums sums = new PostgresSums(postgres.database("revenue"))) {
            facts(sums, figures);
        }
        agreements(figures);
        return new Figures("revenue", ranOn, figures);
    }

    private void facts(PostgresSums sums, List<Figure> figures) throws IOException, SQLException {
        int[] counts = {size.facts() / 100, size.facts() / 10, size.facts()};
        Path[] files = new Path[counts.length];
        long[] expected = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            files[i] = work.resolve("usage-" + counts[i] + ".csv");
            expected[i] = UsageRows.write(files[i], counts[i], size.seed() + i);
        }
        progress.step("warming up");
        for (int i = 0; i < 2; i++) {
            statement(files[1], expected[1]);
            sums.sum(files[1]);
        }
        int last = counts.length - 1;
        double[] slope = new double[size.pairs()];
        double[] perSecond = new double[size.pairs()];
        double[] copied = new double[size.pairs()];
        double[] ratio = new double[size.pairs()];
        for (int pair = 0; pair < size.pairs(); pair++) {
            progress.step("pair " + (pair + 1) + " of " + size.pairs() + ": " + counts[last] + " facts");
            double[] cpu = new double[counts.length];
            Cost largest = new Cost(0, 0);
            for (int i = 0; i < counts.length; i++) {
                largest = statement(files[i], expected[i]);
                cpu[i] = largest.cpu();
            }
            long start = System.nanoTime();
            check(sums.sum(files[last]), expected[last]);
            double postgres = (System.nanoTime() - start) / NANOS;
            slope[pair] = Slope.of(counts, cpu);
            perSecond[pair] = counts[last] / largest.passed();
            copied[pair] = counts[last] / postgres;
            ratio[pair] = largest.passed() / postgres;
        }
        figures.add(Figure.of("facts to a statement", "facts/s", perSecond));
        figures.add(Figure.of("cost against facts, slope", "exponent", slope).atMost(1.1));
        figures.add(Figure.of("copied and summed in PostgreSQL", "facts/s", copied));
        figures.add(Figure.of("time against PostgreSQL", "times", ratio));
        figures.add(Figure.of(
                "a million facts a day, of a day",
                "%",
                100 * 1_000_000 / 86_400.0 / figures.getFirst().value()));
    }

    private record Cost(double cpu, double passed) {}

    /** A new store and a new ledger, so that nothing is known before; the agreement itself is not in the cost. */
    private Cost statement(Path file, long expected) throws IOException {
        Path home = work.resolve("usage-" + stores++);
        SharedLedger ledger = new SharedLedger();
        ledger.agree("A");
        ledger.done(SharedLedger.PLATFORM, ledger.fees("A"));
        long cpu = cpuNanos();
        long start = System.nanoTime();
        UsageStore store = UsageStore.open(
                Files.createDirectories(home), "A", SharedLedger.PERIOD, SharedLedger.CALLS, new SecureRandom());
        UsageIndex.Source source = store.take(new UsageFile(file, FROM, UNTIL));
        List<FactReport> reports = store.reports(source);
        for (int at = 0; at < reports.size(); at += RevenueCodec.MAX_REPORTS) {
            ledger.done(
                    SharedLedger.ADVISER,
                    new RevenueCommand.ReportFacts(
                            "A",
                            SharedLedger.PERIOD,
                            reports.subList(at, Math.min(reports.size(), at + RevenueCodec.MAX_REPORTS))));
        }
        ledger.done(
                SharedLedger.ADVISER,
                new RevenueCommand.SealFacts("A", SharedLedger.PERIOD, SharedLedger.CALLS, reports.size()));
        ledger.end();
        ledger.done(SharedLedger.PLATFORM, new RevenueCommand.RunRevenue("A", SharedLedger.PERIOD));
        Cost cost = new Cost((cpuNanos() - cpu) / NANOS, (System.nanoTime() - start) / NANOS);
        check(reports.stream().mapToLong(FactReport::value).sum(), expected);
        stated(ledger, "A");
        WorkFolder.delete(home);
        return cost;
    }

    private void agreements(List<Figure> figures) {
        int[] counts = {size.agreements() / 100, size.agreements() / 10, size.agreements()};
        progress.step("warming up for " + size.agreements() + " agreements");
        runs(counts[1]);
        double[] slope = new double[size.pairs()];
        double[] perSecond = new double[size.pairs()];
        for (int pair = 0; pair < size.pairs(); pair++) {
            progress.step("runs " + (pair + 1) + " of " + size.pairs());
            double[] cpu = new double[counts.length];
            for (int i = 0; i < counts.length; i++) {
                cpu[i] = runs(counts[i]);
            }
            slope[pair] = Slope.of(counts, cpu);
            perSecond[pair] = size.agreements() / cpu[counts.length - 1];
        }
        figures.add(Figure.of("agreements run", "runs/s of cpu", perSecond));
        figures.add(
                Figure.of("cost against agreements, slope", "exponent", slope).atMost(1.1));
    }

    /** Seconds of processor time for the runs of so many agreements, each with its facts sealed. */
    private double runs(int agreements) {
        SharedLedger ledger = new SharedLedger();
        List<String> ids = new ArrayList<>(agreements);
        for (int i = 0; i < agreements; i++) {
            String id = "A" + i;
            ids.add(id);
            ledger.agree(id);
            ledger.done(SharedLedger.PLATFORM, ledger.fees(id));
            ledger.done(
                    SharedLedger.ADVISER,
                    new RevenueCommand.ReportFacts(
                            id,
                            SharedLedger.PERIOD,
                            List.of(new FactReport(
                                    SharedLedger.CALLS, 0, 0, 1_000_000 + i, 100, Blob.of(new byte[32])))),
                    new RevenueCommand.SealFacts(id, SharedLedger.PERIOD, SharedLedger.CALLS, 1));
        }
        ledger.end();
        long start = cpuNanos();
        for (int at = 0; at < agreements; at += RUNS_A_BATCH) {
            ledger.done(
                    SharedLedger.PLATFORM,
                    ids.subList(at, Math.min(agreements, at + RUNS_A_BATCH)).stream()
                            .map(id -> new RevenueCommand.RunRevenue(id, SharedLedger.PERIOD))
                            .toArray(Command[]::new));
        }
        double seconds = (cpuNanos() - start) / NANOS;
        ids.forEach(id -> stated(ledger, id));
        return seconds;
    }

    private static void stated(SharedLedger ledger, String id) {
        if (!ledger.has(Keys.revenueStatement(id, SharedLedger.PERIOD))) {
            throw new IllegalStateException("there is no statement of " + id);
        }
    }

    private static void check(long sum, long expected) {
        if (sum != expected) {
            throw new IllegalStateException("the sum is " + sum + " and not " + expected);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
