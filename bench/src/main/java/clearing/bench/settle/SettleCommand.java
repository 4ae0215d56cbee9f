package clearing.bench.settle;

import clearing.bench.Figures;
import clearing.bench.LedgerOption;
import clearing.demo.LedgerNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench settle}. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description = "Whole life cycles of trades per second against one transaction per trade, on the same network.")
public final class SettleCommand implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public SettleCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        SettleBench.Size size = new SettleBench.Size(pairs, 64, Duration.ofSeconds(seconds), pages, 2_000, 9);
        PrintWriter err = spec.commandLine().getErr();
        try (LedgerNetwork network = ledger.network()) {
            network.start();
            Figures figures = new SettleBench(size, err).run(network, ledger.ranOn());
            spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
            return figures.hold() ? CommandLine.ExitCode.OK : 1;
        }
    }
}
