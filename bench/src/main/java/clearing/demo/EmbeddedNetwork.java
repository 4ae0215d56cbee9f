package clearing.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The embedded ledger and one chaincode server per member. */
final class EmbeddedNetwork implements LedgerNetwork {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("(?m)^READY\\b");

    private final Programs programs;
    private final Path home;
    private final Path logs;
    private final List<String> members;
    private final ManagedProcess ledger;
    private final Map<String, ManagedProcess> chaincodes = new LinkedHashMap<>();

    private final Map<String, Path> extraChaincodes;

    /** @param extraChaincodes jars of further chaincodes, by name */
    EmbeddedNetwork(
            Programs programs, Path home, Path logs, List<String> members, SortedMap<String, Path> extraChaincodes) {
        this.programs = programs;
        this.home = home;
        this.logs = logs;
        this.members = List.copyOf(members);
        this.extraChaincodes = extraChaincodes;
        List<String> arguments = new ArrayList<>(List.of("--home", home.toString(), "--chaincode", "clearing"));
        for (String name : extraChaincodes.keySet()) {
            arguments.addAll(List.of("--chaincode", name));
        }
        this.ledger = new ManagedProcess(
                "embedded ledger",
                programs.java(programs.devnet(), 1024, true, arguments.toArray(String[]::new)),
                Map.of(),
                logs.resolve("ledger.log"));
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        ledger.start();
        ledger.awaitLine(READY, READY_WITHIN);
        for (String member : members) {
            String address = LedgerNetwork.chaincodeServer(profile(member));
            if (!address.isEmpty()) {
                ManagedProcess server = chaincode(member, "clearing", programs.contract(), address);
                chaincodes.put(member, server);
                server.start();
            }
        }
        startExtraChaincodes();
    }

    /** The ledger's table names the addresses at which it expects further chaincodes, in their order after the first. */
    private void startExtraChaincodes() throws IOException {
        for (String member : members) {
            Pattern row = Pattern.compile("^" + Pattern.quote(member) + "\\s+\\S+\\s+\\S+\\s+(.+)$");
            for (String line : Files.readAllLines(ledger.log())) {
                Matcher matcher = row.matcher(line);
                if (matcher.matches()) {
                    startExtraChaincodes(member, matcher.group(1).strip().split("\\s+"));
                }
            }
        }
    }

    private void startExtraChaincodes(String member, String[] addresses) throws IOException {
        int next = 0;
        for (Map.Entry<String, Path> extra : extraChaincodes.entrySet()) {
            ManagedProcess server = chaincode(member, extra.getKey(), extra.getValue(), addresses[next]);
            chaincodes.put(member + "/" + extra.getKey(), server);
            server.start();
            next++;
        }
    }

    private ManagedProcess chaincode(String member, String name, Path jar, String address) {
        Map<String, String> environment = Map.of(
                "CHAINCODE_SERVER_ADDRESS",
                address,
                "CORE_CHAINCODE_ID_NAME",
                name + ":embedded",
                "CORE_CHAINCODE_LOGGING_LEVEL",
                "WARNING",
                "CORE_CHAINCODE_LOGGING_SHIM",
                "WARNING");
        return new ManagedProcess(
                "chaincode " + name + " of " + member,
                programs.java(jar, 256, member.equals(members.getFirst())),
                environment,
                logs.resolve("chaincode-" + name + "-" + member + ".log"));
    }

    @Override
    public void crashLedger() throws IOException, InterruptedException {
        ledger.crash();
        ledger.start();
        ledger.awaitLine(READY, READY_WITHIN);
    }

    @Override
    public void crashChaincode(String member) throws IOException, InterruptedException {
        ManagedProcess server = chaincodes.get(member);
        if (server == null) {
            throw new DemoException(member + " runs no chaincode server");
        }
        server.crash();
        server.start();
    }

    @Override
    public void close() {
        // At the same time: each may take a moment to write its archive of classes.
        Stream.concat(chaincodes.values().stream(), Stream.of(ledger))
                .parallel()
                .forEach(ManagedProcess::close);
    }
}
