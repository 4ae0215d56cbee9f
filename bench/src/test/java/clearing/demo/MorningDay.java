package clearing.demo;

import clearing.generate.GenerateCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The morning after a day on the embedded ledger: every trade is final and verified, and no books have come in yet. */
public final class MorningDay implements AutoCloseable {
    private static final String MEMBER = "HarbourBrokers";
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String TRADES = "600";

    private final DayRun run;
    private final DayFiles files;
    private final Path work;
    private final Programs programs;
    private final MemberDesk desk;
    private final Map<String, String> passwords;

    private MorningDay(DayRun run, DayFiles files, Path work, Programs programs)
            throws IOException, InterruptedException {
        this.run = run;
        this.files = files;
        this.work = work;
        this.programs = programs;
        this.desk = run.services().desks("auditor").stream()
                .filter(each -> each.member().equals(MEMBER))
                .findFirst()
                .orElseThrow();
        this.passwords = Map.copyOf(run.services().users().getOrDefault(MEMBER, Map.of()));
    }

    /** Generates and trades the day; the packaged programs of this build run it. */
    public static MorningDay run() throws IOException, InterruptedException {
        Path work = Path.of("target", "morning").toAbsolutePath();
        clear(work);
        Path folder = work.resolve("day");
        int exit = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("--seed", "7", "--trades", TRADES, "--out", folder.toString());
        if (exit != CommandLine.ExitCode.OK) {
            throw new IllegalStateException("the day could not be generated, exit " + exit);
        }
        Path root = Path.of("..").toAbsolutePath().normalize();
        Programs programs = new Programs(root, true);
        DayFiles files = new DayFiles(folder);
        DayRun run = new DayRun(
                programs,
                files,
                work,
                Networks.of(root, "embedded", work, new TreeMap<>(), false, true),
                new Sabotage(List.of()),
                step -> {});
        try {
            run.start();
            run.trade();
            run.awaitServices();
            return new MorningDay(run, files, work, programs);
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

    /** All members hand in their books. */
    public void handInBooks() throws IOException, InterruptedException {
        run.handInBooks();
    }

    /** Address of another member's workbench. */
    public String address(String other) throws IOException, InterruptedException {
        return desk(other).base().toString();
    }

    /** Password of another member's user. */
    public String password(String other, String role) throws IOException {
        return run.services().users().getOrDefault(other, Map.of()).getOrDefault(role, "");
    }

    /** What another member's service answers to an auditor. */
    public JsonNode get(String other, String path) throws IOException, InterruptedException {
        return desk(other).get(path);
    }

    private MemberDesk desk(String of) throws IOException, InterruptedException {
        return run.services().desks("auditor").stream()
                .filter(each -> each.member().equals(of))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a line of {@code clearing} as a person of the member does, with the member's profile. */
    public void client(String name, List<String> words) throws IOException, InterruptedException {
        run.client(
                name, with(words, List.of("--profile", run.profile(MEMBER).toString(), "--patience", "120")), WITHIN);
    }

    /** What the member's service answers to an auditor. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return desk.get(path);
    }

    /** The business day. */
    public String date() throws IOException {
        return files.businessDate();
    }

    /** The bank's statement of the member's house account in that currency. */
    public Path statement(String asset) throws IOException {
        return files.statements(MEMBER).stream()
                .filter(file -> String.valueOf(file.getFileName()).contains("HOUSE-" + asset))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Exports and anchors the day's journal, as an operator does from a shell, and proves the entry of that reference.
     *
     * @return the certificate
     */
    public Path prove(String asset, String reference) throws IOException, InterruptedException {
        Path journal = work.resolve("journal.jsonl");
        service(
                "journal",
                List.of("journal", "--config", shellConfig().toString(), "--day", date(), "--to", journal.toString()));
        List<String> profile = List.of("--profile", run.profile(MEMBER).toString(), "--patience", "120");
        run.client("anchor", with(List.of("journal", "anchor", journal.toString()), profile), WITHIN);
        String entry = "";
        for (String line : Files.readAllLines(journal)) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("reference").asText().equals(reference)) {
                entry = node.path("entry").asText();
            }
        }
        Path certificate = work.resolve("certificate.json");
        run.client(
                "prove",
                with(
                        List.of(
                                "journal",
                                "prove",
                                journal.toString(),
                                "--asset",
                                asset,
                                "--entry",
                                entry,
                                "-o",
                                certificate.toString()),
                        profile),
                WITHIN);
        return certificate;
    }

    /** Exit code of {@code clearing verify} with nothing but the members' root certificates. */
    public int verify(Path pack) throws IOException, InterruptedException {
        Path members = run.profile(MEMBER).resolveSibling("..").normalize();
        ManagedProcess process = new ManagedProcess(
                "verify",
                programs.java(programs.client(), 512, false, "verify", pack.toString(), "--roots", members.toString()),
                Map.of(),
                work.resolve("logs").resolve("verify.log"));
        process.start();
        return process.awaitExit(WITHIN);
    }

    private void service(String name, List<String> arguments) throws IOException, InterruptedException {
        ManagedProcess process = new ManagedProcess(
                name,
                programs.java(programs.service(), 512, false, arguments.toArray(String[]::new)),
                Map.of(),
                work.resolve("logs").resolve(name + ".log"));
        process.start();
        int exit = process.awaitExit(WITHIN);
        if (exit != 0) {
            throw new DemoException(name + " ended with " + exit + ":\n" + process.tail());
        }
    }

    /** The service's own configuration, with the address of the database that it runs. */
    private Path shellConfig() throws IOException {
        Path services = work.resolve("services");
        ObjectNode json = (ObjectNode)
                new ObjectMapper().readTree(services.resolve(MEMBER + ".json").toFile());
        String port = Files.readAllLines(
                        services.resolve("postgres").resolve("data").resolve("postmaster.pid"))
                .get(3)
                .strip();
        json.putObject("database")
                .put("url", "jdbc:postgresql://127.0.0.1:" + port + "/" + databaseName())
                .put("user", "clearing")
                .put(
                        "passwordFile",
                        services.resolve("postgres").resolve("password").toString());
        json.withObjectProperty("http").put("port", 0).remove("runFile");
        return Files.writeString(services.resolve("shell.json"), json.toPrettyString());
    }

    private static String databaseName() {
        return MEMBER.toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> with(List<String> command, List<String> options) {
        List<String> all = new ArrayList<>(command);
        all.addAll(options);
        return all;
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
