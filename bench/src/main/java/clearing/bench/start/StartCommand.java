package clearing.bench.start;

import clearing.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "How soon the embedded ledger answers, in a new home and in that home again.")
public final class StartCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--pairs", defaultValue = "5", description = "Starts of each kind. Default ${DEFAULT-VALUE}.")
    private int pairs = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public StartCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--pairs is 1 or more");
        }
        Path root = Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
        Path work = root.resolve(".clearing").resolve("bench-start");
        StartBench.delete(work);
        Files.createDirectories(work);
        String ranOn = "the embedded ledger, " + Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature();
        Figures figures = new StartBench(root, work, pairs, spec.commandLine().getErr()).run(ranOn);
        StartBench.delete(work);
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : 1;
    }
}
