package clearing.bench.simulate;

import clearing.bench.Figures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench simulate}. Needs no ledger. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Seeds of the simulator without a broken invariant, and planted bugs that it catches.")
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--seeds", defaultValue = "10000", description = "Default ${DEFAULT-VALUE}.")
    private long seeds = 10_000;

    @Option(names = "--from", defaultValue = "1", description = "The first seed. Default ${DEFAULT-VALUE}.")
    private long from = 1;

    @Option(names = "--bugs", defaultValue = "40", description = "Planted bugs. Default ${DEFAULT-VALUE}.")
    private int bugs = 40;

    @Option(names = "--per-bug", defaultValue = "1000", description = "Most seeds for a bug. Default ${DEFAULT-VALUE}.")
    private long perBug = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public SimulateCommand() {}

    @Override
    public Integer call() {
        if (seeds < 1 || bugs < 1 || perBug < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--seeds, --bugs and --per-bug are 1 or more");
        }
        String ranOn = Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature();
        Path root = Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
        SimulateBench bench = new SimulateBench(
                new SimulateBench.Size(seeds, from, perBug, bugs),
                root,
                spec.commandLine().getErr());
        Figures figures = bench.run(ranOn);
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : 1;
    }
}
