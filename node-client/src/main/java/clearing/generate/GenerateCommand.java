package clearing.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clearing generate}: makes a consortium's business day, or a gallery of malformed inputs, from a seed. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a consortium's business day from a seed: each member's trade file, the issuer's funding,",
            "each member's bank statements and securities ledger with planted breaks, and the answer key.",
            "Equal options make equal bytes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "2:an option is wrong, or the folder is not empty; nothing was written"})
public final class GenerateCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write the day into; made if absent.")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            defaultValue = "2026-11-20",
            description = "The business day, Monday to Friday. Default ${DEFAULT-VALUE}.")
    private LocalDate date = LocalDate.EPOCH;

    @Option(
            names = "--trades",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Trades of the day, 100 to 500000. Default ${DEFAULT-VALUE}.")
    private int trades;

    @Option(
            names = "--breaks",
            paramLabel = "N",
            defaultValue = "8",
            description = "Breaks of each kind to plant in the books; 0 for clean books. Default ${DEFAULT-VALUE}.")
    private int breaks;

    @Option(names = "--force", description = "Replace a day that is already in the folder.")
    private boolean force;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line, which fills in the options. */
    public GenerateCommand() {}

    @Override
    public Integer call() throws IOException {
        try {
            return generate();
        } catch (InvalidOption e) {
            throw new ParameterException(spec.commandLine(), e.code() + ": " + e.option() + ": " + e.getMessage(), e);
        }
    }

    private int generate() throws IOException {
        DayOptions options = new DayOptions(seed, date, trades, breaks);
        Target target = Target.open("--out", out, force);
        Day day;
        try (Progress progress = new Progress(spec.commandLine().getErr(), !json && interactive())) {
            progress.step("planning " + trades + " trades");
            day = Day.plan(options);
            new DayWriter(day, target.folder(), member -> progress.step("writing " + member)).write();
        }
        ObjectNode summary = new DaySummary(day).json();
        target.folder().write(DayWriter.MANIFEST, Json.text(summary));
        target.publish();
        print(summary, target.folder());
        return CommandLine.ExitCode.OK;
    }

    private static boolean interactive() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    private void print(ObjectNode summary, Folder folder) {
        PrintWriter to = spec.commandLine().getOut();
        ObjectNode result = summary.deepCopy();
        result.put("files", folder.written().size())
                .put(
                        "bytes",
                        folder.written().values().stream()
                                .mapToLong(Folder.Written::bytes)
                                .sum())
                .put("sha256", folder.digest())
                .put("out", out.toString());
        to.print(json ? Json.text(result) : SummaryText.of(result));
        to.flush();
    }
}
