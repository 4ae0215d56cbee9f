package clearing.bench.reconcile;

import clearing.bench.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench breaks}. Needs no ledger. */
@Command(
        name = "breaks",
        mixinStandardHelpOptions = true,
        description = "Breaks of every kind planted among many entries: found, missed, under another kind, and false.")
public final class BreaksCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(names = "--entries", defaultValue = "1000000", description = "Of the books. Default ${DEFAULT-VALUE}.")
    private int entries = 1_000_000;

    @Option(names = "--breaks", defaultValue = "10000", description = "Among them. Default ${DEFAULT-VALUE}.")
    private int breaks = 10_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the rows. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Made by the command line. */
    public BreaksCommand() {}

    @Override
    public Integer call() {
        report.require(
                breaks >= 15 && entries >= 20L * breaks && entries <= 5_000_000,
                "--breaks is 15 or more, --entries at least twenty times as many and at most 5,000,000");
        String ranOn = Report.machine() + ", " + entries + " entries, seed " + seed;
        return report.show(new BreaksBench(report.progress()).run(entries, breaks, seed, ranOn));
    }
}
