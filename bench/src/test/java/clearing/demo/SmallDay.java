package clearing.demo;

import clearing.generate.GenerateCommand;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A finished business day of a few hundred trades on the embedded ledger, with every service still up, and some trades that wait since
 * its last settlement round.
 */
public final class SmallDay implements AutoCloseable {
    private static final String MEMBER = "HarbourBrokers";
    private static final int TRADES = 600;

    private final DayRun run;
    private final MemberDesk desk;
    private final Map<String, String> passwords;

    private SmallDay(DayRun run, MemberDesk desk, Map<String, String> passwords) {
        this.run = run;
        this.desk = desk;
        this.passwords = Map.copyOf(passwords);
    }

    /** Generates, runs and closes the day; the packaged programs of this build run it. */
    public static SmallDay run() throws IOException, InterruptedException {
        Path work = Path.of("target", "small-day").toAbsolutePath();
        clear(work);
        Path folder = work.resolve("day");
        int exit = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("--seed", "7", "--trades", Integer.toString(TRADES), "--out", folder.toString());
        if (exit != CommandLine.ExitCode.OK) {
            throw new IllegalStateException("the day could not be generated, exit " + exit);
        }
        Path root = Path.of("..").toAbsolutePath().normalize();
        DayFiles files = new DayFiles(folder);
        DayRun run = new DayRun(
                new Programs(root, true),
                files,
                work,
                Networks.of(root, "embedded", work, new TreeMap<>(), false, true),
                new Sabotage(List.of()),
                step -> {});
        try {
            run.start();
            run.handInBooks();
            run.trade();
            run.closeDay();
            EveningTrades.leaveWaiting(run, work.resolve("evening"), files.businessDate());
            MemberDesk desk = run.services().desks("viewer").stream()
                    .filter(each -> each.member().equals(MEMBER))
                    .findFirst()
                    .orElseThrow();
            return new SmallDay(run, desk, run.services().users().getOrDefault(MEMBER, Map.of()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** Address of the member's workbench. */
    public String address() {
        return desk.base().toString();
    }

    /** Password of the member's user of that role; the user is named as the role. */
    public String password(String role) {
        return passwords.getOrDefault(role, "");
    }

    /** What the member's service answers to a viewer. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return desk.get(path);
    }

    /** The member's agent settles what can. */
    public void settle() throws IOException, InterruptedException {
        run.client(
                "settle-evening",
                List.of(
                        "settle",
                        "--patience",
                        "120",
                        "--profile",
                        run.profile(MEMBER).toString()),
                Duration.ofMinutes(3));
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

    @Override
    public void close() throws IOException {
        run.close();
    }
}
