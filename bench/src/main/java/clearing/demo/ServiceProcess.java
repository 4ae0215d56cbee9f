package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settlement services of all members with books, each with a database and a port of its own, in one process. */
final class ServiceProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern READY = Pattern.compile("(?m)^READY$");
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Path folder;
    private final ManagedProcess process;
    private final List<String> members;

    private ServiceProcess(Path folder, ManagedProcess process, List<String> members) {
        this.folder = folder;
        this.process = process;
        this.members = List.copyOf(members);
    }

    /** Writes each member's configuration; nothing runs yet. */
    static ServiceProcess prepare(Programs programs, LedgerNetwork network, DayFiles day, Path folder, Path logs)
            throws IOException {
        Files.createDirectories(folder);
        List<String> arguments = new ArrayList<>(List.of("serve", "--demo-users"));
        arguments.addAll(
                List.of("--demo-users-file", folder.resolve("users.json").toString()));
        List<String> members = day.membersWithBooks();
        for (String member : members) {
            Path config = folder.resolve(member + ".json");
            ObjectNode json = JSON.createObjectNode().put("member", member);
            json.put("profile", network.profile(member).toString());
            json.put("books", day.booksConfig(member).toAbsolutePath().toString());
            json.putObject("database")
                    .put("embedded", folder.resolve("postgres").toString());
            json.putObject("http")
                    .put("port", 0)
                    .put("runFile", folder.resolve(member + ".run.json").toString());
            // As the profile's maker, what the desk says to a counterparty goes to the ledger by itself.
            json.putObject("carrier");
            Files.writeString(config, json.toPrettyString());
            arguments.addAll(List.of("--config", config.toString()));
        }
        ManagedProcess process = new ManagedProcess(
                "settlement services",
                programs.java(programs.service(), 1024, true, arguments.toArray(String[]::new)),
                Map.of(),
                logs.resolve("services.log"));
        return new ServiceProcess(folder, process, members);
    }

    void start() throws IOException, InterruptedException {
        for (String member : members) {
            Files.deleteIfExists(folder.resolve(member + ".run.json"));
        }
        process.start();
        try {
            process.awaitLine(READY, READY_WITHIN);
        } catch (DemoException e) {
            if (!process.isAlive()) {
                throw e;
            }
            // What a supervisor does with a service that does not come up. Its threads are in the log by now.
            System.err.println(e.getMessage() + "\nIt is killed and started once more.");
            process.kill();
            process.start();
            process.awaitLine(READY, READY_WITHIN);
        }
    }

    /** kill -9 of the services; their PostgreSQL is left as a crash leaves it. */
    void crash() throws IOException, InterruptedException {
        process.crash();
        start();
    }

    /** Each member's desk, signed in with that role. */
    List<MemberDesk> desks(String role) throws IOException, InterruptedException {
        JsonNode users = JSON.readTree(folder.resolve("users.json").toFile());
        List<MemberDesk> desks = new ArrayList<>();
        for (String member : members) {
            JsonNode run = JSON.readTree(folder.resolve(member + ".run.json").toFile());
            MemberDesk desk = new MemberDesk(
                    member,
                    URI.create(run.path("url").asText()),
                    role,
                    users.path(member).path(role).asText());
            desk.signIn();
            desks.add(desk);
        }
        return desks;
    }

    /** Users and passwords made for this demonstration, by member. */
    Map<String, Map<String, String>> users() throws IOException {
        Map<String, Map<String, String>> all = new TreeMap<>();
        JsonNode users = JSON.readTree(folder.resolve("users.json").toFile());
        for (String member : members) {
            Map<String, String> ofMember = new TreeMap<>();
            users.path(member)
                    .properties()
                    .forEach(user -> ofMember.put(user.getKey(), user.getValue().asText()));
            all.put(member, ofMember);
        }
        return all;
    }

    @Override
    public void close() {
        process.close();
    }
}
