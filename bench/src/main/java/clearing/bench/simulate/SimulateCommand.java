package clearing.bench.simulate;

import clearing.bench.Figures;
import clearing.bench.Report;
import clearing.bench.WorkFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench simulate}. Needs no ledger. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Seeds of the simulator without a broken invariant, and planted bugs that it catches.")
public final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

    @Option(names = "--seeds", defaultValue = "10000", description = "Default ${DEFAULT-VALUE}.")
    private long seeds = 10_000;

    @Option(names = "--from", defaultValue = "1", description = "The first seed. Default ${DEFAULT-VALUE}.")
    private long from = 1;

    @Option(names = "--bugs", description = "Planted bugs, the first so many. Default: all.")
    private Optional<Integer> bugs = Optional.empty();

    @Option(names = "--per-bug", defaultValue = "1000", description = "Most seeds for a bug. Default ${DEFAULT-VALUE}.")
    private long perBug = 1_000;

    /** Made by the command line. */
    public SimulateCommand() {}

    @Override
    public Integer call() {
        int all = PlantedBug.all().size();
        int planted = bugs.orElse(all);
        report.require(seeds >= 1 && perBug >= 1, "--seeds and --per-bug are 1 or more");
        report.require(planted >= 1 && planted <= all, "--bugs is 1 to " + all);
        String ranOn = Report.machine();
        Path root = WorkFolder.root();
        SimulateBench bench =
                new SimulateBench(new SimulateBench.Size(seeds, from, perBug, planted), root, report.progress());
        Figures figures = bench.run(ranOn);
        return report.show(figures);
    }
}
