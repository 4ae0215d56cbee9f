package clearing.bench.reconcile;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench reconcile}. Needs no ledger. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description =
                "Files of chain and books to durable verdicts against a bare COPY of the same bytes; matching alone"
                        + " against PostgreSQL, DuckDB and pandas.")
public final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "Product and baseline in turn. Default ${DEFAULT-VALUE}.")
    private int pairs = 5;

    @Option(names = "--entries", defaultValue = "1000000", description = "On each side. Default ${DEFAULT-VALUE}.")
    private int entries = 1_000_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the rows. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--python",
            defaultValue = "python3",
            description =
                    "A Python that has pandas; without one pandas is reported as not run. Default ${DEFAULT-VALUE}.")
    private String python = "python3";

    /** Made by the command line. */
    public ReconcileCommand() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                pairs >= 1 && entries >= 1_000 && entries <= 2_000_000,
                "--pairs is 1 or more, --entries 1,000 to 2,000,000");
        Path work = WorkFolder.empty("bench-reconcile");
        String ranOn = Report.machine() + ", " + entries + " entries on each side";
        Figures figures = new ReconcileBench(
                        new ReconcileBench.Size(entries, pairs, seed),
                        new Pandas(python, work),
                        work,
                        report.progress())
                .run(ranOn);
        return report.show(figures);
    }
}
