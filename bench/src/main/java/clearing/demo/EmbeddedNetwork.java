package clearing.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    EmbeddedNetwork(Programs programs, Path home, Path logs, List<String> members) {
        this.programs = programs;
        this.home = home;
        this.logs = logs;
        this.members = List.copyOf(members);
        this.ledger = new ManagedProcess(
                "embedded ledger",
                programs.java(programs.devnet(), 768, logs, "--home", home.toString()),
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
                ManagedProcess server = chaincode(member, address);
                chaincodes.put(member, server);
                server.start();
            }
        }
    }

    private ManagedProcess chaincode(String member, String address) {
        Map<String, String> environment = Map.of(
                "CHAINCODE_SERVER_ADDRESS", address,
                "CORE_CHAINCODE_ID_NAME", "clearing:embedded",
                "CORE_CHAINCODE_LOGGING_LEVEL", "WARNING",
                "CORE_CHAINCODE_LOGGING_SHIM", "WARNING");
        return new ManagedProcess(
                "chaincode of " + member,
                programs.java(programs.contract(), 256, logs),
                environment,
                logs.resolve("chaincode-" + member + ".log"));
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
        chaincodes.values().forEach(ManagedProcess::close);
        ledger.close();
    }
}
