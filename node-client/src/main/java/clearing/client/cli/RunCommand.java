package clearing.client.cli;

import clearing.client.intake.IntakeServer;
import clearing.client.intake.IntakeToken;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.trade.ColumnMapping;
import clearing.client.trade.MemberNode;
import clearing.client.trade.MemberSession;
import clearing.client.trade.NodeTask;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clearing run}: a member's node, or several in one process. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a member's node: it follows the verified chain, sends its trades, decides about what others "
                    + "allege, funds and withdraws, and settles for all when it is an agent.",
            "Killed and started again it goes on where it was. With --day each member's files are "
                    + "DIR/<Member>/trades.csv, funding.csv and withdrawals.csv, where they exist."
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofMillis(200);

    @Option(
            names = {"-p", "--profile"},
            required = true,
            paramLabel = "FILE",
            description = "A member's profile; several run several members' nodes in this process.")
    private List<Path> profiles = List.of();

    @Option(names = "--day", paramLabel = "DIR", description = "Folder with each member's files.")
    private Optional<Path> day = Optional.empty();

    @Option(names = "--trades", paramLabel = "FILE", description = "Trade file (with one profile).")
    private Optional<Path> trades = Optional.empty();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "How the trade file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--funding", paramLabel = "FILE", description = "Funding file of an issuer (with one profile).")
    private Optional<Path> funding = Optional.empty();

    @Option(names = "--withdrawals", paramLabel = "FILE", description = "Withdrawals of a holder (with one profile).")
    private Optional<Path> withdrawals = Optional.empty();

    @Option(
            names = "--intake",
            paramLabel = "PORT",
            description = {
                "Take trades by POST /v1/trades on this port of the loopback address while it runs (with one profile); 0 for a free one.",
                "The token is in 'intake.token' of the outbox."
            })
    private Optional<Integer> intake = Optional.empty();

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description = "Outbox (with one profile). Default: 'outbox' beside it.")
    private Optional<Path> outbox = Optional.empty();

    @Option(
            names = "--agent",
            split = ",",
            paramLabel = "MEMBER",
            description = "Members whose node settles for all. Default: those whose profile says \"agent\": true.")
    private List<String> agents = List.of();

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Trades in a page, 1 to 2000. Default ${DEFAULT-VALUE}.")
    private int pageSize;

    @Option(names = "--all-or-nothing", description = "With one bad row in a member's files nothing of it is sent.")
    private boolean allOrNothing;

    @Option(names = "--keep-overdue", description = "The agent leaves overdue trades without cover queued.")
    private boolean keepOverdue;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "The ledger counts as quiet after so long without a change. Default ${DEFAULT-VALUE}.")
    private int quietSeconds;

    @Option(names = "--until-done", description = "End when every trade is final and the ledger quiet.")
    private boolean untilDone;

    @Option(
            names = "--max-seconds",
            paramLabel = "N",
            description = "With --until-done: give up after so long, exit 3.")
    private Optional<Integer> maxSeconds = Optional.empty();

    @Option(
            names = "--stats",
            paramLabel = "FILE",
            description = "Write times per page and trade there at the end (JSON).")
    private Optional<Path> stats = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Running(MemberSession session, MemberNode node, Optional<IntakeServer> intake) {}

    @Override
    public Integer call() throws Exception {
        if (profiles.size() > 1
                && (trades.isPresent()
                        || intake.isPresent()
                        || funding.isPresent()
                        || withdrawals.isPresent()
                        || outbox.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "With several profiles the files come from --day, not from --trades and the like.");
        }
        List<Running> running = new ArrayList<>();
        Instant began = InstantSource.system().instant();
        Thread hook = new Thread(() -> stop(running), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (Path path : profiles) {
                running.add(start(path));
            }
            return watch(running, began);
        } finally {
            writeStats(running, began);
            stop(running);
            unhook(hook);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook is what is running.
            return;
        }
    }

    private Running start(Path path) throws IOException {
        Profile profile = ProfileReader.read(path);
        MemberSession session = MemberSession.open(profile, InstantSource.system());
        MemberNode node = new MemberNode(session, task(path, profile), new SecureRandom());
        try {
            node.start();
            return new Running(session, node, intake(path, node));
        } catch (IOException | RuntimeException e) {
            node.close();
            session.close();
            throw e;
        }
    }

    private Optional<IntakeServer> intake(Path path, MemberNode node) throws IOException {
        if (intake.isEmpty()) {
            return Optional.empty();
        }
        Path token = outbox.orElseGet(() -> MemberOptions.outboxOf(path)).resolve("intake.token");
        IntakeServer server = IntakeServer.start(intake.get(), node::intake, IntakeToken.of(token, new SecureRandom()));
        output.err()
                .println(
                        "Takes trades at http://localhost:" + server.port() + "/v1/trades, with the token in " + token);
        output.err().flush();
        return Optional.of(server);
    }

    private NodeTask task(Path path, Profile profile) {
        boolean agent = agents.isEmpty() ? profile.agent() : agents.contains(profile.member());
        return new NodeTask(
                outbox.orElseGet(() -> MemberOptions.outboxOf(path)),
                trades.or(() -> ofDay(profile, "trades.csv")),
                mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE),
                funding.or(() -> ofDay(profile, "funding.csv")),
                withdrawals.or(() -> ofDay(profile, "withdrawals.csv")),
                intake.isPresent(),
                pageSize,
                allOrNothing,
                agent,
                !keepOverdue,
                Duration.ofSeconds(quietSeconds));
    }

    private Optional<Path> ofDay(Profile profile, String name) {
        return day.map(dir -> dir.resolve(profile.member()).resolve(name)).filter(Files::isRegularFile);
    }

    private int watch(List<Running> running, Instant began) throws InterruptedException {
        try (ProgressBar bar = new ProgressBar(output.err(), "final")) {
            while (true) {
                running.get(0).node().awaitChange(GLANCE);
                List<MemberNode.Progress> progress =
                        running.stream().map(r -> r.node().progress()).toList();
                int total = total(running);
                bar.show(total - open(running), total);
                if (untilDone && progress.stream().allMatch(MemberNode.Progress::done)) {
                    bar.clear();
                    return report(progress, running, began, true);
                }
                if (untilDone && over(began)) {
                    bar.clear();
                    report(progress, running, began, false);
                    return Exit.UNKNOWN;
                }
            }
        }
    }

    private boolean over(Instant began) {
        return maxSeconds
                .map(most -> Duration.between(began, InstantSource.system().instant())
                                .toSeconds()
                        >= most)
                .orElse(false);
    }

    private static int total(List<Running> running) {
        return running.get(0).node().view().statuses().stream()
                .mapToInt(status -> status.count())
                .sum();
    }

    private static int open(List<Running> running) {
        return running.get(0).node().view().unfinished(Optional.empty());
    }

    private int report(List<MemberNode.Progress> progress, List<Running> running, Instant began, boolean done) {
        ObjectNode node = Output.object()
                .put("done", done)
                .put(
                        "seconds",
                        Duration.between(began, InstantSource.system().instant())
                                        .toMillis()
                                / 1000.0)
                .put("trades", total(running))
                .put("mode", allOrNothing ? "all-or-nothing" : "partial");
        ArrayNode members = node.putArray("members");
        boolean bad = false;
        boolean trouble = false;
        for (MemberNode.Progress one : progress) {
            bad |= !one.errors().isEmpty();
            trouble |= !one.troubles().isEmpty();
            ObjectNode member = members.addObject()
                    .put("member", one.member())
                    .put("blocks", one.blocks())
                    .put("sent", one.sent())
                    .put("knownBefore", one.known())
                    .put("unfinished", one.unfinished())
                    .put("unalleged", one.unalleged())
                    .put("rounds", one.rounds())
                    .put("funded", one.funded())
                    .put("done", one.done());
            Output.errors(member.putArray("errors"), one.errors());
            ArrayNode troubles = member.putArray("troubles");
            one.troubles().forEach((key, sentence) -> troubles.add(key + ": " + sentence));
            if (!output.json()) {
                output.errors(one.errors());
                one.troubles()
                        .forEach((key, sentence) -> output.err().println(one.member() + " " + key + ": " + sentence));
                output.out()
                        .printf(
                                "%-18s %6d sent, %d known before, %d not final, %d not alleged by the other side, %d rounds, %d movements%n",
                                one.member(),
                                one.sent(),
                                one.known(),
                                one.unfinished(),
                                one.unalleged(),
                                one.rounds(),
                                one.funded());
            }
        }
        if (output.json()) {
            output.print(node);
        }
        return !done ? Exit.UNKNOWN : trouble ? Exit.REFUSED : bad ? Exit.BAD_INPUT : Exit.DONE;
    }

    private void writeStats(List<Running> running, Instant began) throws IOException {
        if (stats.isEmpty()) {
            return;
        }
        ObjectNode node = Output.object()
                .put("began", began.toEpochMilli())
                .put("ended", InstantSource.system().instant().toEpochMilli());
        ArrayNode members = node.putArray("members");
        running.forEach(r -> members.add(r.node().timings().toJson()));
        Path file = stats.get().toAbsolutePath();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, node.toPrettyString() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void stop(List<Running> running) {
        for (Running one : List.copyOf(running)) {
            one.intake().ifPresent(IntakeServer::close);
            one.node().close();
            one.session().close();
        }
    }
}
