package clearing.bench.liquidity;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Liquidity that days of payments need when they settle continuously with offset, against gross settlement first in first out of the same
 * days and against their netting optimum, below which nothing settles. No clock: days and their rounds are simulated.
 */
public final class LiquidityBench {
    private static final double OPENING_SHARE = 0.1;
    private static final int EARLIER_DAYS = 20;
    private static final double FLOOR_GROSS = 4;
    private static final double FLOOR_OPTIMUM = 0.85;
    private static final double P99 = 0.99;
    private static final double P90 = 0.9;

    private final long seed;
    private final int days;
    private final Progress progress;

    /**
     * @param seed of the first day
     * @param days of each model; figures are medians over them
     */
    public LiquidityBench(long seed, int days, Progress progress) {
        this.seed = seed;
        this.days = days;
        this.progress = progress;
    }

    public Figures run(String ranOn) {
        List<Figure> figures = new ArrayList<>();
        for (DayModel model : DayModel.values()) {
            figures.addAll(figures(model, model == DayModel.TIMETABLE));
        }
        return new Figures("liquidity", ranOn, figures);
    }

    /** By member, a share of what it had to bring on average on the days before the first. */
    private long[] opening(DayModel model) {
        long[] opening = new long[0];
        for (int earlier = 1; earlier <= EARLIER_DAYS; earlier++) {
            long[] debits = model.draw(seed - earlier).netDebits();
            opening = opening.length == 0 ? new long[debits.length] : opening;
            for (int m = 0; m < debits.length; m++) {
                opening[m] += debits[m];
            }
        }
        for (int m = 0; m < opening.length; m++) {
            opening[m] = (long) (opening[m] * OPENING_SHARE / EARLIER_DAYS);
        }
        return opening;
    }

    private List<Figure> figures(DayModel model, boolean judged) {
        Samples samples = new Samples(days);
        long[] opening = opening(model);
        for (int n = 0; n < days; n++) {
            progress.step(model.words() + ", day " + (n + 1) + " of " + days);
            PaymentDay day = model.draw(seed + n);
            samples.note(n, day, ContinuousDay.settle(day, opening));
        }
        String name = model.name().toLowerCase(Locale.ROOT) + ": ";
        Figure gross = Figure.of(name + "better than gross FIFO", "times", samples.better);
        Figure optimum = Figure.of(name + "of the netting optimum", "times", samples.ofOptimum);
        return List.of(
                Figure.of(name + "value for 1, netting", "times", samples.netting),
                Figure.of(name + "value for 1, gross FIFO", "times", samples.gross),
                Figure.of(name + "value for 1, bilateral", "times", samples.bilateral),
                Figure.of(name + "value for 1, continuous", "times", samples.continuous),
                judged ? gross.atLeast(FLOOR_GROSS) : gross,
                optimum.atLeast(FLOOR_OPTIMUM),
                Figure.of(name + "most that can be had", "times", samples.most),
                Figure.of(name + "wait, median", "minutes", samples.median),
                Figure.of(name + "wait, p90", "minutes", samples.p90),
                Figure.of(name + "wait, p99", "minutes", samples.p99),
                Figure.of(name + "value before the close", "of all value", samples.before),
                Figure.of(name + "payments before the close", "of payments", samples.countBefore));
    }

    /** What the days of one model gave. */
    private static final class Samples {
        private final double[] netting;
        private final double[] gross;
        private final double[] bilateral;
        private final double[] continuous;
        private final double[] better;
        private final double[] ofOptimum;
        private final double[] most;
        private final double[] median;
        private final double[] p90;
        private final double[] p99;
        private final double[] before;
        private final double[] countBefore;

        Samples(int days) {
            netting = new double[days];
            gross = new double[days];
            bilateral = new double[days];
            continuous = new double[days];
            better = new double[days];
            ofOptimum = new double[days];
            most = new double[days];
            median = new double[days];
            p90 = new double[days];
            p99 = new double[days];
            before = new double[days];
            countBefore = new double[days];
        }

        void note(int n, PaymentDay day, ContinuousDay run) {
            double value = day.gross();
            netting[n] = value / day.nettingOptimum();
            gross[n] = value / day.grossFifo();
            bilateral[n] = value / day.bilateralNetting();
            continuous[n] = value / run.liquidity();
            better[n] = day.grossFifo() / (double) run.liquidity();
            ofOptimum[n] = day.nettingOptimum() / (double) run.liquidity();
            most[n] = day.grossFifo() / (double) day.nettingOptimum();
            median[n] = run.wait(1 / 2.0);
            p90[n] = run.wait(P90);
            p99[n] = run.wait(P99);
            before[n] = run.valueBeforeClose();
            countBefore[n] = run.paymentsBeforeClose();
        }
    }
}
