package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ledger with its chaincode servers, as processes of this machine. */
public sealed interface LedgerNetwork extends AutoCloseable permits EmbeddedNetwork, FabricNetwork {

    /** Which ledger it is, for reports: {@code embedded} or {@code fabric}. */
    String kind();

    /** The folder with every member's keys and profile. */
    Path home();

    /** Starts everything and waits until the contract can be called. */
    void start() throws IOException, InterruptedException;

    /** kill -9 of the ledger and start again. */
    void crashLedger() throws IOException, InterruptedException;

    /** kill -9 of one member's chaincode server and start again. */
    void crashChaincode(String member) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** A member's connection profile. */
    default Path profile(String member) {
        return home().resolve("members").resolve(member).resolve("profile.json");
    }

    /** Where a member's profile says that its chaincode server listens; empty for members without a node. */
    static String chaincodeServer(Path profile) throws IOException {
        if (!Files.isRegularFile(profile)) {
            return "";
        }
        JsonNode json = new ObjectMapper().readTree(profile.toFile());
        return json.path("chaincodeServer").asText("");
    }
}
