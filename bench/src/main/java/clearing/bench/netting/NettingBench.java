package clearing.bench.netting;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.kernel.netting.MultilateralNetting;
import clearing.kernel.netting.ObligationColumns;
import clearing.kernel.netting.Payment;
import clearing.kernel.netting.PaymentPlan;
import clearing.kernel.netting.Positions;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Multilateral netting of many obligations, with all its checks, against a plain scan of the same columns in the same run, in turn. Who
 * trades is skewed as in a market: a member's number is the square of a uniform draw, so a few have most of it. Both are
 * one thread's work on memory, so the processor time of that thread is measured: other programs do not count.
 */
public final class NettingBench {
    /**
     * How much of it.
     *
     * @param obligations rows
     * @param members that owe each other
     * @param sets netting sets
     * @param pairs scans and nettings in turn; medians are of these
     * @param seed of the rows
     */
    public record Size(int obligations, int members, int sets, int pairs, long seed) {}

    private static final int WARM_UP = 5;
    private static final long MAX_AMOUNT = 1_000_000_000L;
    private static final double NANOS_A_MILLI = 1e6;

    private final Size size;
    private final Progress progress;
    private final int[] payer;
    private final int[] payee;
    private final int[] set;
    private final long[] amount;
    private long scanned;

    public NettingBench(Size size, Progress progress) {
        this.size = size;
        this.progress = progress;
        this.payer = new int[size.obligations()];
        this.payee = new int[size.obligations()];
        this.set = new int[size.obligations()];
        this.amount = new long[size.obligations()];
    }

    public Figures run(String ranOn) {
        progress.step("drawing " + size.obligations() + " obligations of " + size.members() + " members");
        draw();
        ObligationColumns rows = new ObligationColumns(payer, payee, set, amount);
        progress.step("warming up");
        for (int i = 0; i < WARM_UP; i++) {
            scan();
            MultilateralNetting.net(size.members(), size.sets(), rows);
        }
        double[] scan = new double[size.pairs()];
        double[] net = new double[size.pairs()];
        double[] ratio = new double[size.pairs()];
        Positions positions = MultilateralNetting.net(size.members(), size.sets(), rows);
        long expected = scanned;
        for (int i = 0; i < size.pairs(); i++) {
            progress.step("pair " + (i + 1) + " of " + size.pairs());
            long start = cpuNanos();
            scan();
            long middle = cpuNanos();
            positions = MultilateralNetting.net(size.members(), size.sets(), rows);
            long end = cpuNanos();
            scan[i] = (middle - start) / NANOS_A_MILLI;
            net[i] = (end - middle) / NANOS_A_MILLI;
            ratio[i] = net[i] / scan[i];
            if (scanned != expected) {
                throw new IllegalStateException("two scans of the same columns differ");
            }
        }
        return new Figures("netting", ranOn, figures(positions, scan, net, ratio));
    }

    private List<Figure> figures(Positions positions, double[] scan, double[] net, double[] ratio) {
        double[] minimal = new double[size.sets()];
        double[] fewest = new double[size.sets()];
        double[] over = new double[size.sets()];
        double[] saved = new double[size.sets()];
        for (int s = 0; s < size.sets(); s++) {
            long[] nets = positions.nets(s);
            long halfOfAbsolute = Arrays.stream(nets).map(Math::abs).sum() / 2;
            List<Payment> plan = PaymentPlan.minimalValue(nets);
            List<Payment> few = PaymentPlan.fewest(nets);
            minimal[s] = value(plan) / (double) halfOfAbsolute;
            fewest[s] = value(few) / (double) halfOfAbsolute;
            over[s] = Math.max(plan.size(), few.size()) - (size.members() - 1);
            saved[s] = positions.gross(s) / (double) halfOfAbsolute;
        }
        return List.of(
                Figure.of("plain scan", "ms of cpu", scan),
                Figure.of("netting", "ms of cpu", net),
                Figure.of("netting against plain scan", "times", ratio)
                        .atMost(3)
                        .goal(1.5),
                Figure.of("value paid against LP bound", "times", max(minimal))
                        .atMost(1)
                        .goal(1),
                Figure.of("value paid, few payments", "times", max(fewest))
                        .atMost(1)
                        .goal(1),
                Figure.of("payments above N-1, worst asset", "payments", max(over))
                        .atMost(0),
                Figure.of("gross against paid", "times", saved));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static long value(List<Payment> payments) {
        return payments.stream().mapToLong(Payment::amount).sum();
    }

    /** Reads every field of every row once. */
    private void scan() {
        long sum = 0;
        for (int i = 0; i < amount.length; i++) {
            sum += amount[i] + payer[i] + payee[i] + set[i];
        }
        scanned = sum;
    }

    private void draw() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size.seed());
        for (int i = 0; i < amount.length; i++) {
            payer[i] = member(random);
            do {
                payee[i] = member(random);
            } while (payee[i] == payer[i]);
            set[i] = random.nextInt(size.sets());
            amount[i] = 1 + random.nextLong(MAX_AMOUNT);
        }
    }

    private int member(RandomGenerator random) {
        double uniform = random.nextDouble();
        return (int) (uniform * uniform * size.members());
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
