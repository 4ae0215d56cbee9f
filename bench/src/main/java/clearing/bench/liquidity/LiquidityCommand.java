package clearing.bench.liquidity;

import clearing.bench.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench liquidity}. Needs no ledger. */
@Command(
        name = "liquidity",
        mixinStandardHelpOptions = true,
        description =
                "Liquidity that a day of payments needs, settled continuously, against gross settlement and netting.")
public final class LiquidityCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--seed", defaultValue = "20261130", description = "Of the first day. Default ${DEFAULT-VALUE}.")
    private long seed = 20_261_130;

    @Option(names = "--days", defaultValue = "15", description = "Of each model. Default ${DEFAULT-VALUE}.")
    private int days = 15;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public LiquidityCommand() {}

    @Override
    public Integer call() {
        if (days < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--days is 1 or more");
        }
        String ranOn = "JDK " + Runtime.version().feature() + ", days of seeds from " + seed;
        Figures figures = new LiquidityBench(seed, days, spec.commandLine().getErr()).run(ranOn);
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : 1;
    }
}
