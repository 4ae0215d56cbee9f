package clearing.bench.liquidity;

import clearing.bench.Figures;
import clearing.bench.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench liquidity}. Needs no ledger. */
@Command(
        name = "liquidity",
        mixinStandardHelpOptions = true,
        description =
                "Liquidity that a day of payments needs, settled continuously, against gross settlement and netting.")
public final class LiquidityCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(names = "--seed", defaultValue = "20261130", description = "Of the first day. Default ${DEFAULT-VALUE}.")
    private long seed = 20_261_130;

    @Option(names = "--days", defaultValue = "15", description = "Of each model. Default ${DEFAULT-VALUE}.")
    private int days = 15;

    /** Made by the command line. */
    public LiquidityCommand() {}

    @Override
    public Integer call() {
        report.require(days >= 1, "--days is 1 or more");
        String ranOn = "JDK " + Runtime.version().feature() + ", days of seeds from " + seed;
        Figures figures = new LiquidityBench(seed, days, report.progress()).run(ranOn);
        return report.show(figures);
    }
}
