package clearing.bench.settle;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.settle.PageDesign.Accounts;
import clearing.bench.settle.PageDesign.Rounds;
import clearing.client.submit.LedgerException;
import clearing.demo.LedgerNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole life cycles per second of the product against one transaction per trade, on one network in one run, in turn: baseline,
 * product, baseline, product. The baseline is flattered: its trades have one leg, no affirmation and no conflicts.
 */
public final class SettleBench {
    /**
     * How much of it.
     *
     * @param pairs runs of baseline and product in turn; medians are of these
     * @param clients of the baseline, each with one transaction in flight
     * @param baselineTime one run of the baseline
     * @param pages one run of the product
     * @param tradesAPage at most 2,000
     * @param latencySamples runs at low load
     */
    public record Size(int pairs, int clients, Duration baselineTime, int pages, int tradesAPage, int latencySamples) {
        /** Three pairs of some seconds. */
        public static final Size DEFAULT = new Size(3, 64, Duration.ofSeconds(6), 40, 2_000, 9);
    }

    private static final int LOW_LOAD_TRADES = 20;

    private final Size size;
    private final Progress progress;

    public SettleBench(Size size, Progress progress) {
        this.size = size;
        this.progress = progress;
    }

    public Figures run(LedgerNetwork network, String ranOn) throws InterruptedException {
        progress.step("constitution and funding");
        try (Stage stage = Stage.set(network)) {
            NaiveDesign naive = new NaiveDesign(stage.naive(), size.clients());
            PageDesign pages =
                    new PageDesign(stage.identities("trader"), stage.identities("agent"), stage.agent(), 0, 1);
            progress.step("warming up");
            open(naive);
            naive.withoutConflicts(Duration.ofSeconds(3));
            pages.fullLoad(8, size.tradesAPage(), Accounts.HOT, Rounds.GROSS, 1);
            pages.fullLoad(8, size.tradesAPage(), Accounts.SCARCE, Rounds.OFFSETTING, 2);
            List<Figure> figures = measure(naive, pages);
            figures.add(Figure.of("overdrafts", "positions", overdrafts(stage)).atMost(0));
            return new Figures("settle", ranOn, figures);
        }
    }

    private List<Figure> measure(NaiveDesign naive, PageDesign pages) throws InterruptedException {
        int n = size.pairs();
        double[] naiveRate = new double[n];
        double[] pageRate = new double[n];
        double[] ratio = new double[n];
        double[] coldRatio = new double[n];
        double[] savingRatio = new double[n];
        double[] hotRate = new double[n];
        double[] hotRatio = new double[n];
        double[] hotAborts = new double[n];
        for (int i = 0; i < n; i++) {
            progress.step("pair " + (i + 1) + " of " + n + ": one trade per transaction, no conflicts");
            naiveRate[i] = naive.withoutConflicts(size.baselineTime()).perSecond();
            progress.step("pair " + (i + 1) + " of " + n + ": pages, ten hot accounts");
            pageRate[i] = full(pages, Accounts.HOT, Rounds.GROSS, 1_000L * (i + 1));
            progress.step("pair " + (i + 1) + " of " + n + ": pages, " + 4 * Stage.FUNDED + " accounts");
            coldRatio[i] = pageRate[i] / full(pages, Accounts.COLD, Rounds.GROSS, 2_000L * (i + 1));
            progress.step("pair " + (i + 1) + " of " + n + ": pages, liquidity saving on scarce accounts");
            savingRatio[i] = full(pages, Accounts.SCARCE, Rounds.OFFSETTING, 3_000L * (i + 1)) / pageRate[i];
            ratio[i] = pageRate[i] / naiveRate[i];
            progress.step("pair " + (i + 1) + " of " + n + ": one trade per transaction, ten hot accounts");
            Load.Result hot = naive.hot(size.baselineTime(), i);
            hotRate[i] = hot.perSecond();
            hotAborts[i] = hot.abortShare() * 100;
            hotRatio[i] = pageRate[i] / Math.max(hot.perSecond(), 0.001);
        }
        double[] pageLatency = new double[size.latencySamples()];
        double[] naiveLatency = new double[size.latencySamples()];
        double[] latencyRatio = new double[size.latencySamples()];
        for (int i = 0; i < size.latencySamples(); i++) {
            progress.step("low load " + (i + 1) + " of " + size.latencySamples());
            naiveLatency[i] = threeInARow(naive);
            pageLatency[i] = pages.lowLoad(LOW_LOAD_TRADES, 77 + i);
            latencyRatio[i] = pageLatency[i] / naiveLatency[i];
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("settled", "trades/s", pageRate));
        figures.add(Figure.of("baseline", "trades/s", naiveRate));
        figures.add(Figure.of("settled against baseline", "times", ratio)
                .atLeast(80)
                .goal(200));
        figures.add(Figure.of("baseline on 10 hot accounts", "good trades/s", hotRate));
        figures.add(Figure.of("settled against hot baseline", "times", hotRatio)
                .atLeast(500)
                .goal(2_500));
        figures.add(Figure.of("aborts of the hot baseline", "%", hotAborts));
        figures.add(Figure.of("aborts of the product", "%", pages.abortShare() * 100)
                .atMost(0.1));
        figures.add(Figure.of("hot against cold accounts", "times", coldRatio).atLeast(0.9));
        figures.add(Figure.of("liquidity saving against gross", "times", savingRatio)
                .atLeast(0.7));
        figures.add(Figure.of("page to finality at low load", "ms", pageLatency));
        figures.add(Figure.of("three naive in a row", "ms", naiveLatency));
        figures.add(
                Figure.of("low load against three naive", "times", latencyRatio).atMost(1));
        return figures;
    }

    private double full(PageDesign pages, Accounts accounts, Rounds rounds, long seed) throws InterruptedException {
        return pages.fullLoad(size.pages(), size.tradesAPage(), accounts, rounds, seed);
    }

    private static double overdrafts(Stage stage) {
        try {
            return stage.overdrafts();
        } catch (LedgerException e) {
            throw new IllegalStateException("the positions could not be read", e);
        }
    }

    private static void open(NaiveDesign naive) throws InterruptedException {
        try {
            naive.open();
        } catch (LedgerException e) {
            throw new IllegalStateException("the baseline's accounts could not be opened", e);
        }
    }

    private static double threeInARow(NaiveDesign naive) {
        try {
            return naive.threeInARow();
        } catch (LedgerException e) {
            throw new IllegalStateException("a naive transaction failed at low load", e);
        }
    }
}
