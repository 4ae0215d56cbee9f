package clearing.bench.start;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "How soon the embedded ledger answers, in a new home and in that home again.")
public final class StartCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(names = "--pairs", defaultValue = "5", description = "Starts of each kind. Default ${DEFAULT-VALUE}.")
    private int pairs = 5;

    /** Made by the command line. */
    public StartCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        report.require(pairs >= 1, "--pairs is 1 or more");
        Path work = WorkFolder.empty("bench-start");
        String ranOn = "the embedded ledger, " + Report.machine();
        Figures figures = new StartBench(WorkFolder.root(), work, pairs, report.progress()).run(ranOn);
        WorkFolder.delete(work);
        return report.show(figures);
    }
}
