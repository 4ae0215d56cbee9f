package clearing.bench.intake;

import clearing.bench.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench intake}. Needs no ledger. */
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description =
                "Trades acknowledged durably over HTTP against the same rows inserted into PostgreSQL in the same batches.")
public final class IntakeCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "Baseline and product in turn. Default ${DEFAULT-VALUE}.")
    private int pairs = 5;

    @Option(names = "--clients", defaultValue = "4", description = "At once, on both sides. Default ${DEFAULT-VALUE}.")
    private int clients = 4;

    @Option(names = "--batches", defaultValue = "200", description = "In a run. Default ${DEFAULT-VALUE}.")
    private int batches = 200;

    @Option(names = "--rows", defaultValue = "1000", description = "In a batch. Default ${DEFAULT-VALUE}.")
    private int rows = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public IntakeCommand() {}

    @Override
    public Integer call() throws Exception {
        if (pairs < 1 || clients < 1 || batches < clients || rows < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--pairs, --clients and --rows are 1 or more, --batches at least --clients");
        }
        Path root = Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
        Path work = root.resolve(".clearing").resolve("bench-intake");
        delete(work);
        Files.createDirectories(work);
        String ranOn = Runtime.getRuntime().availableProcessors() + " cores, JDK "
                + Runtime.version().feature() + ", batches of " + rows + " rows, " + clients + " clients";
        IntakeBench.Size size = new IntakeBench.Size(pairs, clients, batches, rows);
        Figures figures = new IntakeBench(size, work, spec.commandLine().getErr()).run(ranOn);
        spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
        return figures.hold() ? CommandLine.ExitCode.OK : 1;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
