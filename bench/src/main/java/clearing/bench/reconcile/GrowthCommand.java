package clearing.bench.reconcile;

import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench growth}. Needs no ledger. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Cost of matching against the size of the books, and one block over much history against one over"
                + " little.")
public final class GrowthCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(
            names = "--max",
            defaultValue = "10000000",
            description = "Entries of both sides together, at most. Default ${DEFAULT-VALUE}.")
    private int most = 10_000_000;

    @Option(names = "--blocks", defaultValue = "40", description = "Over each history. Default ${DEFAULT-VALUE}.")
    private int blocks = 40;

    @Option(names = "--seed", defaultValue = "1", description = "Of the rows. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Made by the command line. */
    public GrowthCommand() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                most >= 10 * GrowthBench.LEAST && most <= 20_000_000 && blocks >= 1 && blocks <= 1_000,
                "--max is 100,000 to 20,000,000, --blocks 1 to 1,000");
        Path work = WorkFolder.empty("bench-growth");
        String ranOn = Report.machine() + ", up to " + most + " entries";
        return report.show(
                new GrowthBench(new GrowthBench.Size(most, blocks, seed), work, report.progress()).run(ranOn));
    }
}
