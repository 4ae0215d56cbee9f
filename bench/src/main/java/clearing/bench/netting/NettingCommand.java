package clearing.bench.netting;

import clearing.bench.Figures;
import clearing.bench.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scripts/bench netting}. Needs no ledger. */
@Command(
        name = "netting",
        mixinStandardHelpOptions = true,
        description = "Millions of obligations netted, with all checks, against a plain scan of the same columns.")
public final class NettingCommand implements Callable<Integer> {
    @Mixin
    private Report report = new Report();

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

    /** Made by the command line. */
    public NettingCommand() {}

    @Override
    public Integer call() {
        report.require(
                pairs >= 1 && obligations >= 1 && members >= 2 && sets >= 1,
                "--pairs, --obligations and --sets are 1 or more, --members 2 or more");
        NettingBench.Size size = new NettingBench.Size(obligations, members, sets, pairs, seed);
        String ranOn = Report.machine();
        Figures figures = new NettingBench(size, report.progress()).run(ranOn);
        return report.show(figures);
    }
}
