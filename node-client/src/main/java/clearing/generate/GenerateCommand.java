package clearing.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
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
            "Makes a consortium's business day from a seed: each member's trade file, the issuer's funding, each"
                    + " member's bank statements and securities ledger with planted breaks, and the answer key.",
            "Equal options make equal bytes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:the files could not be written",
            "2:an option is wrong, or the folder is not empty; nothing was written"
        })
public final class GenerateCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Folder to write the day into; made if absent.")
    private Optional<Path> out = Optional.empty();

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

    @Option(
            names = "--malformed",
            paramLabel = "DIR",
            description = "Write a gallery of malformed inputs there, with the error that each must get; "
                    + "beside the day, or instead of it where --out is left out.")
    private Optional<Path> malformed = Optional.empty();

    @Option(names = "--force", description = "Replace a day that is already in the folder.")
    private boolean force;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line, which fills in the options. */
    public GenerateCommand() {}

    @Override
    public Integer call() {
        try {
            return generate();
        } catch (IOException e) {
            spec.commandLine().getErr().println("NOT_WRITTEN: " + e);
            return CommandLine.ExitCode.SOFTWARE;
        } catch (InvalidOption e) {
            throw new ParameterException(spec.commandLine(), e.code() + ": " + e.option() + ": " + e.getMessage(), e);
        }
    }

    private int generate() throws IOException {
        if (out.isEmpty() && malformed.isEmpty()) {
            throw new InvalidOption("--out", "OPTION_MISSING", "name a folder for the day, or --malformed");
        }
        ObjectNode result = Json.object();
        try (Progress progress = new Progress(spec.commandLine().getErr(), !json && interactive())) {
            if (out.isPresent()) {
                day(out.get(), result, progress);
            }
            if (malformed.isPresent()) {
                gallery(malformed.get(), result, progress);
            }
        }
        PrintWriter to = spec.commandLine().getOut();
        to.print(json ? Json.text(result) : SummaryText.of(result));
        to.flush();
        return CommandLine.ExitCode.OK;
    }

    private void day(Path into, ObjectNode result, Progress progress) throws IOException {
        DayOptions options = new DayOptions(seed, date, trades, breaks);
        try (Target target = Target.open("--out", into, force)) {
            progress.step("planning " + trades + " trades");
            Day day = Day.plan(options);
            ObjectNode summary = new DaySummary(day).json();
            new DayWriter(day, target.folder(), member -> progress.step("writing " + member)).write();
            target.folder().write(DayWriter.MANIFEST, Json.text(summary));
            target.publish();
            result.setAll(summary);
            describe(target.folder(), into, result);
        }
    }

    private void gallery(Path into, ObjectNode result, Progress progress) throws IOException {
        try (Target target = Target.open("--malformed", into, force)) {
            progress.step("writing malformed inputs");
            new MalformedGallery().write(target.folder());
            target.publish();
            describe(target.folder(), into, result.putObject("malformed"));
        }
    }

    private static void describe(Folder folder, Path into, ObjectNode result) {
        result.put("files", folder.written().size())
                .put(
                        "bytes",
                        folder.written().values().stream()
                                .mapToLong(Folder.Written::bytes)
                                .sum())
                .put("sha256", folder.digest())
                .put("out", into.toString());
    }

    private static boolean interactive() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }
}
