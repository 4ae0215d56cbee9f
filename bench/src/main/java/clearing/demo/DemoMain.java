package clearing.demo;

import clearing.generate.GenerateCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a consortium's business day: generates each member's files, starts ledger, chaincode, clients and services,",
            "hands each member its own files, and reports what the chain and the books came to. Stays up with the workbench",
            "of each member until stopped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the day is proved",
            "1:the day is not as it should be, or something did not run",
            "2:bad options"
        })
public final class DemoMain implements Callable<Integer> {
    @Option(names = "--once", description = "End after the report.")
    private boolean once;

    @Option(
            names = "--ledger",
            defaultValue = "embedded",
            paramLabel = "KIND",
            description = "embedded or fabric. Default ${DEFAULT-VALUE}.")
    private String ledger = "embedded";

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of the day. Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--trades",
            defaultValue = "20100",
            paramLabel = "N",
            description = "Trades of the day. Default ${DEFAULT-VALUE}.")
    private int trades;

    @Option(names = "--day", paramLabel = "DIR", description = "A day's folder to use instead of generating one.")
    private Optional<Path> dayFolder = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: .clearing/demo-<ledger>, made anew.")
    private Optional<Path> workFolder = Optional.empty();

    @Option(
            names = "--kill",
            paramLabel = "PART",
            split = ",",
            description = "kill -9 in the middle: service, client, chaincode, ledger.")
    private List<String> kill = List.of();

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Option(names = "--no-browser", description = "Do not open the workbench.")
    private boolean noBrowser;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out = System.out;

    private DemoMain() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new DemoMain());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DemoException) {
                System.err.println(failure.getMessage());
            } else if (failure instanceof InterruptedException) {
                System.err.println("stopped");
            } else {
                failure.printStackTrace(System.err);
            }
            return 1;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!List.of("embedded", "fabric").contains(ledger)) {
            throw new ParameterException(spec.commandLine(), "--ledger is embedded or fabric, not '" + ledger + "'");
        }
        Sabotage sabotage = sabotage();
        Path root = Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
        Path work = workFolder
                .orElseGet(() -> root.resolve(".clearing").resolve("demo-" + ledger))
                .toAbsolutePath();
        clear(work);
        Files.createDirectories(root.resolve(".clearing").resolve("cds"));
        DayFiles day = new DayFiles(dayFolder.map(Path::toAbsolutePath).orElseGet(() -> generate(work)));
        Thread main = Thread.currentThread();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            // In the middle of a step the interrupt ends it; what runs is closed in order either way.
            main.interrupt();
            awaitQuietly(closed);
        }));
        try (DayRun run = new DayRun(
                new Programs(root, true),
                day,
                work,
                Networks.of(root, ledger, work, new TreeMap<>(), false, true),
                sabotage,
                this::progress)) {
            run.start();
            run.prefund();
            run.shareRevenue();
            run.handInBooks();
            run.trade();
            run.closeDay();
            DayReport report = run.report();
            if (json) {
                out.println(report.toJson().toPrettyString());
            } else {
                out.println();
                new ReportText(out).print(report);
            }
            if (!once) {
                stayUp(run, stop);
            }
            return report.good() ? CommandLine.ExitCode.OK : 1;
        } finally {
            closed.countDown();
        }
    }

    private Sabotage sabotage() {
        List<Sabotage.Part> parts = new ArrayList<>();
        for (String part : kill) {
            try {
                parts.add(Sabotage.Part.valueOf(part.toUpperCase(java.util.Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--kill knows service, client, chaincode and ledger, not '" + part + "'",
                        e);
            }
        }
        return new Sabotage(parts);
    }

    private Path generate(Path work) {
        progress("generating a day of " + trades + " trades from seed " + seed);
        Path folder = work.resolve("day");
        int exit = new CommandLine(new GenerateCommand())
                .setOut(new java.io.PrintWriter(java.io.Writer.nullWriter()))
                .execute(
                        "--seed",
                        Long.toString(seed),
                        "--trades",
                        Integer.toString(trades),
                        "--out",
                        folder.toString());
        if (exit != 0) {
            throw new DemoException("the day could not be generated (exit " + exit + ")");
        }
        return folder;
    }

    private void stayUp(DayRun run, CountDownLatch stop) throws IOException, InterruptedException {
        out.println();
        out.println("The workbench of each member (users are made for this demonstration alone):");
        var users = run.services().users();
        String first = "";
        for (MemberDesk desk : run.services().desks("viewer")) {
            first = first.isEmpty() ? desk.base().toString() : first;
            out.printf("  %-18s %s%n", desk.member(), desk.base());
            users.getOrDefault(desk.member(), java.util.Map.of())
                    .forEach((user, password) -> out.printf("  %-18s   %-10s %s%n", "", user, password));
        }
        out.println("Ctrl-C stops everything.");
        if (!noBrowser) {
            Browser.open(first);
        }
        stop.await();
    }

    private void progress(String step) {
        System.err.printf("%tT  %s%n", java.time.LocalTime.now(java.time.ZoneId.systemDefault()), step);
    }

    private static void awaitQuietly(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void clear(Path work) throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.createDirectories(work);
    }
}
