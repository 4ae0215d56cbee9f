package clearing.bench.reconcile;

import clearing.bench.LedgerOption;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import clearing.bench.settle.FullLoad;
import clearing.demo.LedgerNetwork;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "From the delivery of a block to its durable verdicts, with blocks of 200 ms under 80 %% of full load.")
public final class LatencyCommand implements Callable<Integer> {
    private static final int PAGES = 40;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private Report report = new Report();

    @Option(names = "--blocks", defaultValue = "300", description = "One every 200 ms. Default ${DEFAULT-VALUE}.")
    private int blocks = 300;

    @Option(
            names = "--full-load",
            defaultValue = "0",
            description = "Trades a second that the ledger settles; 0 measures it first. Default ${DEFAULT-VALUE}.")
    private int fullLoad;

    @Option(
            names = "--own",
            defaultValue = "50",
            description = "Percent of the trades that are the member's own; of the full load it is half."
                    + " Default ${DEFAULT-VALUE}.")
    private int own = 50;

    /** Made by the command line. */
    public LatencyCommand() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                blocks >= 10
                        && blocks <= 10_000
                        && (fullLoad == 0 || (fullLoad >= 10 && fullLoad <= 25_000))
                        && own >= 1
                        && own <= 100,
                "--blocks is 10 to 10,000, --own 1 to 100, --full-load 10 to 25,000, or 0 to measure it");
        double load = fullLoad == 0 ? measured() : fullLoad;
        Path work = WorkFolder.empty("bench-latency");
        String ranOn = (fullLoad == 0 ? "the full load of " : "a full load that was given, ") + ledger.ranOn();
        return report.show(
                new LatencyBench(new LatencyBench.Size(load, blocks, own), work, report.progress()).run(ranOn));
    }

    private double measured() throws Exception {
        report.progress().step("what the ledger settles at full load");
        try (LedgerNetwork network = ledger.network()) {
            network.start();
            return FullLoad.measure(network, PAGES);
        }
    }
}
