package clearing.bench.gridlock;

import clearing.bench.Figures;
import clearing.bench.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench gridlock}. Needs no ledger. */
@Command(
        name = "gridlock",
        mixinStandardHelpOptions = true,
        description =
                "What gridlock resolution and free selection settle, against exact optima and the linear program's bound.")
public final class GridlockCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(
            names = "--seed",
            defaultValue = "20261130",
            description = "Of the first case. Seeds 1000 to 1199 were looked at in tuning. Default ${DEFAULT-VALUE}.")
    private long seed = 20_261_130;

    @Option(
            names = "--small",
            defaultValue = "150",
            description = "Cases of 10 to 18 instructions, of each of four kinds. Default ${DEFAULT-VALUE}.")
    private int small = 150;

    @Option(
            names = "--medium",
            defaultValue = "10",
            description = "Cases of 24 instructions, of each of four kinds. Default ${DEFAULT-VALUE}.")
    private int medium = 10;

    @Option(names = "--large", defaultValue = "4", description = "Large cases of each kind. Default ${DEFAULT-VALUE}.")
    private int large = 4;

    /** Made by the command line. */
    public GridlockCommand() {}

    @Override
    public Integer call() {
        report.require(
                small >= 1 && medium >= 0 && large >= 1, "--small and --large are 1 or more, --medium 0 or more");
        if (seed < GridlockBench.FIRST_TUNED_SEED + GridlockBench.TUNED_SEEDS
                && seed + Math.max(small, Math.max(medium, large)) > GridlockBench.FIRST_TUNED_SEED) {
            report.progress().step("some of these seeds were looked at in tuning");
        }
        GridlockBench.Size size = new GridlockBench.Size(seed, small, medium, large);
        String ranOn = "JDK " + Runtime.version().feature() + ", seeds from " + seed;
        Figures figures = new GridlockBench(size, report.progress()).run(ranOn);
        return report.show(figures);
    }
}
