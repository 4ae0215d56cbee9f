package clearing.settlement;

import clearing.client.journal.JournalFile;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.settlement.journal.AuditLines;
import clearing.settlement.journal.JournalExport;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the journal of a day and the audit log, for {@code clearing journal anchor}, {@code prove} and {@code clearing verify}. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description =
                "Exports the member's journal of a day, or of a day up to the end of one of its cycles: private, since it holds the "
                        + "entries and what their salts are made from.")
final class JournalCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The service's configuration.")
    private Path config = Path.of("");

    @Option(names = "--day", required = true, paramLabel = "DATE", description = "The booking date.")
    private LocalDate day = LocalDate.EPOCH;

    @Option(
            names = "--cycle",
            paramLabel = "N",
            description =
                    "The day up to the end of its N-th cycle, counted from 1 on in the order in which they settled. "
                            + "Without it, the day as it stands.")
    private Optional<Integer> cycle = Optional.empty();

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The journal; must not be there.")
    private Path to = Path.of("");

    @Option(names = "--audit", paramLabel = "FILE", description = "The audit log up to the seal; must not be there.")
    private Optional<Path> audit = Optional.empty();

    @Override
    public Integer call() {
        AnchorPeriod period = period();
        ServiceConfig read = ServiceConfig.read(config);
        Clock clock = Clock.systemUTC();
        try (Databases databases = new Databases();
                Database database = Database.open(databases.of(read), 2)) {
            JournalExport export = new JournalExport(database, new AuditLog(clock), read.member(), new SecureRandom());
            JournalExport.Made made = made(export, period, clock);
            write(to, JournalFile.lines(made.journal(), made.secret()));
            long sealed = made.journal().seal().records();
            audit.ifPresent(file -> write(file, database.read(connection -> AuditLines.of(connection, sealed))));
            made.unbalanced()
                    .forEach(account -> System.err.println("Account " + account
                            + " does not sum up from its opening to its closing: it cannot be anchored as it is."));
            System.out.println(made.journal().root().entries() + " entries of "
                    + made.journal().root().accounts() + " accounts"
                    + made.cut().map(cut -> ", up to the end of " + cut).orElse("") + ": " + to);
            return made.unbalanced().isEmpty() ? 0 : 1;
        }
    }

    private AnchorPeriod period() {
        cycle.filter(number -> number < 1 || number > AnchorPeriod.MAX_CYCLE).ifPresent(number -> {
            throw new ConfigException("--cycle: " + number + " is not from 1 to " + AnchorPeriod.MAX_CYCLE);
        });
        return new AnchorPeriod(day, cycle.orElse(0));
    }

    private JournalExport.Made made(JournalExport export, AnchorPeriod period, Clock clock) {
        try {
            return export.make("command line", period, clock.instant())
                    .orElseThrow(() -> new ConfigException("--day: no books "
                            + (period.cycle() == 0 ? "have" : "had") + " come in up to "
                            + (period.cycle() == 0 ? day.toString() : "the end of cycle " + period.cycle())));
        } catch (JournalExport.NoCut e) {
            throw new ConfigException("--cycle: " + e.getMessage());
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigException(file + " is there already");
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be written: " + e.getMessage());
        }
    }
}
