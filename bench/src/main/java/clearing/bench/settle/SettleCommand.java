package clearing.bench.settle;

import clearing.bench.Figures;
import clearing.bench.LedgerOption;
import clearing.bench.Report;
import clearing.demo.LedgerNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench settle}. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description = "Whole life cycles of trades per second against one transaction per trade, on the same network.")
public final class SettleCommand implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private Report report = new Report();

    @Option(
            names = "--pairs",
            defaultValue = "3",
            description = "Pairs of baseline and product. Default ${DEFAULT-VALUE}.")
    private int pairs = 3;

    @Option(
            names = "--pages",
            defaultValue = "40",
            description = "Pages of 2,000 trades a run. Default ${DEFAULT-VALUE}.")
    private int pages = 40;

    @Option(
            names = "--seconds",
            defaultValue = "6",
            description = "Length of a baseline's run. Default ${DEFAULT-VALUE}.")
    private int seconds = 6;

    /** Made by the command line. */
    public SettleCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        SettleBench.Size size = new SettleBench.Size(pairs, 64, Duration.ofSeconds(seconds), pages, 2_000, 9);
        try (LedgerNetwork network = ledger.network()) {
            network.start();
            Figures figures = new SettleBench(size, report.progress()).run(network, ledger.ranOn());
            return report.show(figures);
        }
    }
}
