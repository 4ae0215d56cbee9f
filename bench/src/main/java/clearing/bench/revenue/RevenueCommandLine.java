package clearing.bench.revenue;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench revenue}. Needs no ledger. */
@Command(
        name = "revenue",
        mixinStandardHelpOptions = true,
        description =
                "From a file of metered facts to a statement, against the same sums in PostgreSQL; and many agreements.")
public final class RevenueCommandLine implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "Product and baseline in turn. Default ${DEFAULT-VALUE}.")
    private int pairs = 5;

    @Option(names = "--facts", defaultValue = "1000000", description = "The most facts. Default ${DEFAULT-VALUE}.")
    private int facts = 1_000_000;

    @Option(
            names = "--agreements",
            defaultValue = "10000",
            description = "The most agreements. Default ${DEFAULT-VALUE}.")
    private int agreements = 10_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the facts. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Made by the command line. */
    public RevenueCommandLine() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                pairs >= 1 && facts >= 100 && facts <= 10_000_000 && agreements >= 100 && agreements <= 100_000,
                "--pairs is 1 or more, --facts 100 to 10,000,000, --agreements 100 to 100,000");
        Path work = WorkFolder.empty("bench-revenue");
        String ranOn = Report.machine() + ", " + facts + " facts, " + agreements + " agreements";
        Figures figures = new RevenueBench(
                        new RevenueBench.Size(pairs, facts, agreements, seed), work, report.progress())
                .run(ranOn);
        return report.show(figures);
    }
}
