package clearing.bench.settle;

import clearing.bench.Figures;
import clearing.bench.LedgerOption;
import clearing.demo.LedgerNetwork;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench round}. */
@Command(
        name = "round",
        mixinStandardHelpOptions = true,
        description =
                "What a settlement round costs after a million settled trades against what it costs after ten thousand.")
public final class RoundCommand implements Callable<Integer> {
    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--little", defaultValue = "10000", description = "Default ${DEFAULT-VALUE}.")
    private int little = 10_000;

    @Option(names = "--much", defaultValue = "1000000", description = "Default ${DEFAULT-VALUE}.")
    private int much = 1_000_000;

    @Option(names = "--rounds", defaultValue = "21", description = "Measured each time. Default ${DEFAULT-VALUE}.")
    private int rounds = 21;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public RoundCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (little < 1 || much <= little || rounds < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--little is 1 or more, --much above it, --rounds 1 or more");
        }
        try (LedgerNetwork network = ledger.network()) {
            network.start();
            Figures figures =
                    new RoundBench(little, much, rounds, spec.commandLine().getErr()).run(network, ledger.ranOn());
            spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
            return figures.hold() ? CommandLine.ExitCode.OK : 1;
        }
    }
}
