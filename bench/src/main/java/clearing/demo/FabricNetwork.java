package clearing.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Hyperledger Fabric network, through {@code scripts/network}. */
final class FabricNetwork implements LedgerNetwork {
    private static final Duration UP_WITHIN = Duration.ofMinutes(3);

    private final Programs programs;
    private final Path home;
    private final List<String> extraChaincodes;
    private final boolean keep;
    private int calls;

    /**
     * @param extraChaincodes as {@code NAME=JAR}
     * @param keep leave the ledger's data in place when closed
     */
    FabricNetwork(Programs programs, Path home, List<String> extraChaincodes, boolean keep) {
        this.programs = programs;
        this.home = home;
        this.extraChaincodes = List.copyOf(extraChaincodes);
        this.keep = keep;
    }

    @Override
    public String kind() {
        return "fabric";
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up"));
        for (String chaincode : extraChaincodes) {
            arguments.add("--chaincode");
            arguments.add(chaincode);
        }
        script(arguments.toArray(String[]::new));
    }

    /** Every peer and orderer at once, as a power cut would. */
    @Override
    public void crashLedger() throws IOException, InterruptedException {
        NetworkProcesses.of(home).kill("peer");
        NetworkProcesses.of(home).kill("orderer");
        start();
    }

    @Override
    public void crashChaincode(String member) throws IOException, InterruptedException {
        NetworkProcesses.of(home).kill(member + ".chaincode.clearing");
        start();
    }

    @Override
    public void close() throws IOException {
        try {
            script(keep ? "down" : "reset");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while the network went down", e);
        }
    }

    private void script(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(programs.root().resolve("scripts").resolve("network").toString()));
        command.addAll(List.of(arguments));
        Path log = home.resolveSibling(home.getFileName() + "-script.log");
        ManagedProcess process = new ManagedProcess(
                "scripts/network " + arguments[0], command, Map.of("CLEARING_HOME", home.toString()), log);
        process.start();
        calls++;
        int exit = process.awaitExit(UP_WITHIN);
        if (exit != 0) {
            throw new DemoException("scripts/network " + arguments[0] + " (call " + calls + ") failed with " + exit
                    + ":\n" + process.tail());
        }
    }
}
