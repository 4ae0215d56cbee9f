package clearing.bench.intake;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench intake}. Needs no ledger. */
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description =
                "Trades acknowledged durably over HTTP against the same rows inserted into PostgreSQL in the same batches.")
public final class IntakeCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

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

    /** Made by the command line. */
    public IntakeCommand() {}

    @Override
    public Integer call() throws Exception {
        report.require(
                pairs >= 1 && clients >= 1 && batches >= clients && rows >= 1,
                "--pairs, --clients and --rows are 1 or more, --batches at least --clients");
        Path work = WorkFolder.empty("bench-intake");
        String ranOn = Report.machine() + ", batches of " + rows + " rows, " + clients + " clients";
        IntakeBench.Size size = new IntakeBench.Size(pairs, clients, batches, rows);
        Figures figures = new IntakeBench(size, work, report.progress()).run(ranOn);
        return report.show(figures);
    }
}
