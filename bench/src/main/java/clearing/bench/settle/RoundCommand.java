package clearing.bench.settle;

import clearing.bench.Figures;
import clearing.bench.LedgerOption;
import clearing.bench.Report;
import clearing.demo.LedgerNetwork;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench round}. */
@Command(
        name = "round",
        mixinStandardHelpOptions = true,
        description =
                "What a settlement round costs after a million settled trades against what it costs after ten thousand.")
public final class RoundCommand implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private Report report = new Report();

    @Option(names = "--little", defaultValue = "10000", description = "Default ${DEFAULT-VALUE}.")
    private int little = 10_000;

    @Option(names = "--much", defaultValue = "1000000", description = "Default ${DEFAULT-VALUE}.")
    private int much = 1_000_000;

    @Option(names = "--rounds", defaultValue = "21", description = "Measured each time. Default ${DEFAULT-VALUE}.")
    private int rounds = 21;

    /** Made by the command line. */
    public RoundCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        report.require(
                little >= 1 && much > little && rounds >= 1,
                "--little is 1 or more, --much above it, --rounds 1 or more");
        try (LedgerNetwork network = ledger.network()) {
            network.start();
            Figures figures = new RoundBench(little, much, rounds, report.progress()).run(network, ledger.ranOn());
            return report.show(figures);
        }
    }
}
