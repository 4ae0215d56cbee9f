package clearing.bench.netting;

import clearing.bench.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench netting}. Needs no ledger. */
@Command(
        name = "netting",
        mixinStandardHelpOptions = true,
        description = "Millions of obligations netted, with all checks, against a plain scan of the same columns.")
public final class NettingCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--pairs", defaultValue = "11", description = "Scans and nettings. Default ${DEFAULT-VALUE}.")
    private int pairs = 11;

    @Option(names = "--obligations", defaultValue = "10000000", description = "Default ${DEFAULT-VALUE}.")
    private int obligations = 10_000_000;

    @Option(names = "--members", defaultValue = "200", description = "Default ${DEFAULT-VALUE}.")
    private int members = 200;

    @Option(names = "--sets", defaultValue = "8", description = "Netting sets (assets). Default ${DEFAULT-VALUE}.")
    private int sets = 8;

    @Option(names = "--seed", defaultValue = "1", description = "Of the obligations. Default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public NettingCommand() {}

    @Override
    public Integer call() {
        if (pairs < 1 || obligations < 1 || members < 2 || sets < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--pairs, --obligations and --sets are 1 or more, --members 2 or more");
        }
        NettingBench.Size size = new NettingBench.Size(obligations, members, sets, pairs, seed);
        String ranOn = Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature();
        Figures figures = new NettingBench(size, spec.commandLine().getErr()).run(ranOn);
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : 1;
    }
}
