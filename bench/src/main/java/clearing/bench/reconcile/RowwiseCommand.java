package clearing.bench.reconcile;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench rowwise}. Needs no ledger. */
@Command(
        name = "rowwise",
        mixinStandardHelpOptions = true,
        description =
                "Entries to durable verdicts against the design that takes one entry at a time: one window query and one"
                        + " commit each.")
public final class RowwiseCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(
            names = "--pairs",
            defaultValue = "3",
            description = "Product and baseline in turn. Default ${DEFAULT-VALUE}.")
    private int pairs = 3;

    @Option(names = "--entries", defaultValue = "50000", description = "On each side. Default ${DEFAULT-VALUE}.")
    private int entries = 50_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the rows. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Made by the command line. */
    public RowwiseCommand() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                pairs >= 1 && entries >= 1_000 && entries <= 2_000_000,
                "--pairs is 1 or more, --entries 1,000 to 2,000,000");
        Path work = WorkFolder.empty("bench-rowwise");
        String ranOn = Report.machine() + ", " + entries + " entries on each side";
        Figures figures =
                new RowwiseBench(new RowwiseBench.Size(entries, pairs, seed), work, report.progress()).run(ranOn);
        return report.show(figures);
    }
}
