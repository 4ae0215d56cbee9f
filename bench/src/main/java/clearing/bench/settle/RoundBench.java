package clearing.bench.settle;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.settle.PageDesign.Accounts;
import clearing.bench.settle.PageDesign.Rounds;
import clearing.demo.LedgerNetwork;
import java.util.List;

/**
 * The same round, over one page of 500 trades, on a ledger with little and with much history: the time from its proposal to its commit. The
 * ledger is one, so the two are measured one after the other, each after the same warm-up.
 */
final class RoundBench {
    private static final int PAGE = 2_000;
    private static final int ROUND = 500;
    private static final int WARM_UP = 5;

    private final int little;
    private final int much;
    private final int rounds;
    private final Progress progress;

    RoundBench(int little, int much, int rounds, Progress progress) {
        this.little = little;
        this.much = much;
        this.rounds = rounds;
        this.progress = progress;
    }

    Figures run(LedgerNetwork network, String ranOn) throws InterruptedException {
        progress.step("constitution and funding");
        try (Stage stage = Stage.set(network)) {
            PageDesign pages =
                    new PageDesign(stage.identities("trader"), stage.identities("agent"), stage.agent(), 0, 1);
            settle(pages, 0, little);
            double[] first = measure(pages, 1);
            settle(pages, little, much);
            double[] second = measure(pages, 2);
            Figure before = Figure.of("round after little history", "ms", first);
            Figure after = Figure.of("round after much history", "ms", second);
            Figure ratio = Figure.of("much against little history", "times", after.value() / before.value())
                    .atMost(1.2);
            return new Figures(
                    "round",
                    ranOn + ", " + little + " and " + much + " trades settled before",
                    List.of(before, after, ratio));
        }
    }

    private void settle(PageDesign pages, int from, int to) throws InterruptedException {
        for (int done = from; done < to; done += 40 * PAGE) {
            progress.step(done + " of " + much + " trades settled");
            int count = Math.min(40, Math.ceilDiv(to - done, PAGE));
            pages.fullLoad(count, PAGE, Accounts.HOT, Rounds.GROSS, 7_000L + done);
        }
    }

    private double[] measure(PageDesign pages, int seed) throws InterruptedException {
        progress.step("measuring " + rounds + " rounds");
        double[] millis = new double[rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            double took = pages.round(ROUND, 1_000_003L * seed + i);
            if (i >= 0) {
                millis[i] = took;
            }
        }
        return millis;
    }
}
