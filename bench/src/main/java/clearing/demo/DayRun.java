package clearing.demo;

import clearing.demo.revenue.RevenueDay;
import clearing.kernel.revenue.run.Statement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A whole business day: the programs are started, each member is handed its files, the outcome is asked for. */
final class DayRun implements AutoCloseable {
    private static final Duration CLIENTS_WITHIN = Duration.ofMinutes(15);
    private static final ZoneOffset LANE = ZoneOffset.ofHours(8);
    private static final Duration CATCH_UP_WITHIN = Duration.ofMinutes(5);

    private final Programs programs;
    private final DayFiles day;
    private final Path work;
    private final Path logs;
    private final LedgerNetwork network;
    private final Sabotage sabotage;
    private final Consumer<String> progress;
    private final ServiceProcess services;
    private final List<Path> stats = new ArrayList<>();
    private final Optional<RevenueDay> revenue;
    private List<ManagedProcess> clients = List.of();
    private List<Statement> statements = List.of();

    DayRun(
            Programs programs,
            DayFiles day,
            Path work,
            LedgerNetwork network,
            Sabotage sabotage,
            Consumer<String> progress)
            throws IOException {
        this.programs = programs;
        this.day = day;
        this.work = work;
        this.logs = Files.createDirectories(work.resolve("logs"));
        this.network = network;
        this.sabotage = sabotage;
        this.progress = progress;
        this.services = ServiceProcess.prepare(programs, network, day, work.resolve("services"), logs);
        this.revenue = day.rules().isPresent()
                ? Optional.of(new RevenueDay(
                        work.resolve("revenue"),
                        LocalDate.now(LANE),
                        member -> network.profile(member).toString(),
                        progress))
                : Optional.empty();
    }

    ServiceProcess services() {
        return services;
    }

    Path profile(String member) {
        return network.profile(member);
    }

    /** Everything up and the constitution in force. */
    void start() throws IOException, InterruptedException {
        progress.accept("starting the " + network.kind() + " ledger and the members' chaincode servers");
        network.start();
        progress.accept("ratifying the constitution");
        List<String> arguments = new ArrayList<>(List.of(
                "init",
                "--patience",
                "120",
                "--constitution",
                day.folder().resolve("constitution.json").toString()));
        day.rules().ifPresent(rules -> arguments.addAll(List.of("--rules", rules.toString())));
        for (String member : day.membersWithBooks()) {
            arguments.addAll(List.of("--profile", network.profile(member).toString()));
        }
        client("init", arguments, Duration.ofMinutes(15));
        progress.accept("starting PostgreSQL and the members' settlement services");
        services.start();
    }

    /** Each member's books go in by its own desk, as its operator would do it. */
    void handInBooks() throws IOException, InterruptedException {
        for (MemberDesk desk : services.desks("operator")) {
            progress.accept(desk.member() + " hands in its statements and securities ledger");
            for (Path statement : day.statements(desk.member())) {
                requireWhole(desk, statement, desk.upload(statement, "CAMT053"));
            }
            Path securities = day.securitiesLedger(desk.member());
            if (Files.isRegularFile(securities)) {
                requireWhole(desk, securities, desk.upload(securities, "CSV"));
            }
            if (revenue.isPresent() && !statements.isEmpty()) {
                Optional<Path> booked = revenue.get().books(desk.member(), day.statements(desk.member()));
                if (booked.isPresent()) {
                    requireWhole(desk, booked.get(), desk.upload(booked.get(), "CSV"));
                }
            }
        }
    }

    private static void requireWhole(MemberDesk desk, Path file, JsonNode summary) {
        if (summary.path("rejected").asLong() > 0) {
            throw new DemoException(desk.member() + "'s " + file.getFileName() + " was not taken whole: " + summary);
        }
    }

    /** The issuers attest what was paid in before the day begins, as they would. */
    void prefund() throws IOException, InterruptedException {
        for (String member : day.membersWithBooks()) {
            Optional<Path> funding = day.funding(member);
            if (funding.isPresent()) {
                progress.accept(member + " attests the deposits that open the day");
                client(
                        "fund-" + member,
                        List.of(
                                "fund",
                                "--patience",
                                "120",
                                "--profile",
                                network.profile(member).toString(),
                                "--funding",
                                funding.get().toString()),
                        Duration.ofMinutes(5));
            }
        }
    }

    /** Members sign two agreements and share what they earned before today. */
    void shareRevenue() throws IOException, InterruptedException {
        if (revenue.isPresent()) {
            try {
                revenue.get().share();
                statements = revenue.get().statements();
            } catch (IllegalStateException e) {
                throw new DemoException("revenue could not be shared: " + e.getMessage(), e);
            }
        }
    }

    /** The clients send, affirm, fund and settle until every trade is final; the sabotage kills what it was told to kill. */
    void trade() throws IOException, InterruptedException {
        progress.accept("the members' clients submit, affirm and settle");
        Path statsFile = work.resolve("client-stats.json");
        stats.add(statsFile);
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--until-done",
                "--json",
                "--max-seconds",
                Long.toString(CLIENTS_WITHIN.toSeconds()),
                "--day",
                day.folder().toString(),
                "--stats",
                statsFile.toString()));
        for (String member : day.membersWithBooks()) {
            arguments.addAll(List.of("--profile", network.profile(member).toString()));
        }
        ManagedProcess running = process("clients", arguments);
        clients = List.of(running);
        running.start();
        sabotage.during(running, this::settledSoFar, network, services, progress);
        int exit = running.awaitExit(CLIENTS_WITHIN.plusMinutes(1));
        if (exit != 0) {
            throw new DemoException("the clients ended with " + exit + ":\n" + running.tail());
        }
    }

    /** Trades settled as the first service has verified them. */
    private long settledSoFar() throws IOException, InterruptedException {
        List<MemberDesk> desks = services.desks("viewer");
        return new DayResults(desks).trades().getOrDefault("SETTLED", 0L);
    }

    /** Waits until every service has verified the last block, then closes the business day at each desk. */
    void closeDay() throws IOException, InterruptedException {
        progress.accept("closing the business day");
        for (MemberDesk desk : awaitServices()) {
            desk.closeDay(day.businessDate());
        }
    }

    /** Waits until every service has verified the last block. */
    List<MemberDesk> awaitServices() throws IOException, InterruptedException {
        List<MemberDesk> desks = services.desks("operator");
        DayResults results = new DayResults(desks);
        long tip = digest(day.membersWithBooks().getFirst()).path("block").asLong();
        Instant end = Instant.now().plus(CATCH_UP_WITHIN);
        while (results.verifiedHeight() < tip) {
            if (Instant.now().isAfter(end)) {
                throw new DemoException("the services stand at " + results.verifiedHeight() + ", the ledger at " + tip);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return desks;
    }

    DayReport report() throws IOException, InterruptedException {
        progress.accept("asking every member what the day came to");
        DayResults results = new DayResults(services.desks("auditor"));
        JsonNode digest = digest(day.membersWithBooks().getFirst());
        SortedMap<String, String> states = new TreeMap<>();
        digest.path("peers")
                .forEach(peer -> states.put(
                        peer.path("member").asText(),
                        peer.path("digest").asText(peer.path("error").asText())));
        SortedMap<String, Long> trades = results.trades();
        ClientStats times = ClientStats.read(stats);
        double seconds = times.seconds();
        DayReport.Timings timings = new DayReport.Timings(
                seconds == 0 ? 0 : trades.getOrDefault("SETTLED", 0L) / seconds,
                seconds,
                times.percentile(50),
                times.percentile(99),
                results.reconciled("p50"),
                results.reconciled("p99"));
        BreakComparison breaks = BreakComparison.of(day.plantedBreaks(), results.breaks());
        List<DayReport.Account> accounts = results.accounts();
        DayReport.Items items = results.items();
        return new DayReport(
                network.kind(),
                accounts,
                trades,
                items,
                breaks,
                digest.path("positions").path("digest").asText(),
                states,
                timings,
                RevenueLine.of(statements),
                Verdict.problems(accounts, items, breaks, states, trades));
    }

    private JsonNode digest(String member) throws IOException, InterruptedException {
        Path answer = logs.resolve("digest.log");
        Files.deleteIfExists(answer);
        client(
                "digest",
                List.of(
                        "digest",
                        "--positions",
                        "--state",
                        "--all-peers",
                        "--json",
                        "--profile",
                        network.profile(member).toString()),
                Duration.ofMinutes(10));
        String text = Files.readString(answer);
        return new ObjectMapper().readTree(text.substring(text.indexOf('{')));
    }

    /** Runs the command line once, to its end. */
    void client(String name, List<String> arguments, Duration within) throws IOException, InterruptedException {
        ManagedProcess process = process(name, arguments);
        process.start();
        int exit = process.awaitExit(within);
        if (exit != 0) {
            throw new DemoException("clearing " + name + " ended with " + exit + ":\n" + process.tail());
        }
    }

    private ManagedProcess process(String name, List<String> arguments) {
        return new ManagedProcess(
                name,
                programs.java(programs.client(), 1024, true, arguments.toArray(String[]::new)),
                Map.of(),
                logs.resolve(name + ".log"));
    }

    @Override
    public void close() throws IOException {
        clients.forEach(ManagedProcess::close);
        services.close();
        network.close();
    }
}
