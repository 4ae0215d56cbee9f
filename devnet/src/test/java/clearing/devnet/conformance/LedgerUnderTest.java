package clearing.devnet.conformance;

import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The ledger that the suite runs against, with chaincode servers in this process. It is started once for all classes.
 *
 * <p>System properties for a ledger that runs already: {@code clearing.ledger.home} is its home, {@code
 * clearing.ledger.package} the package id under which its peers know the chaincode.
 */
public final class LedgerUnderTest implements BeforeAllCallback {

    /** The name of the chaincode that the profiles' chaincode calls; the embedded ledger has it. */
    static final String SECOND = "second";

    private static final Namespace NAMESPACE = Namespace.create(LedgerUnderTest.class);

    private record Running(Path home, Optional<Devnet> embedded, List<ChaincodeServers> servers)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            servers.forEach(ChaincodeServers::close);
            if (embedded.isPresent()) {
                embedded.get().close();
            }
        }
    }

    private Optional<Running> running = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        running = Optional.of(store.computeIfAbsent(LedgerUnderTest.class, key -> start(), Running.class));
    }

    private static Running start() {
        try {
            var given = System.getProperty("clearing.ledger.home");
            return given == null ? startEmbedded() : attach(Path.of(given));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no ledger to test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the ledger starts", e);
        }
    }

    private static Running startEmbedded() throws IOException, InterruptedException {
        var home = Files.createTempDirectory("ledger");
        var config = DevnetConfig.at(home)
                .withBatchTimeout(Duration.ofMillis(20))
                .withChaincodes(
                        List.of(DevnetConfig.Chaincode.named("clearing"), DevnetConfig.Chaincode.named(SECOND)));
        var ledger = Devnet.start(config);
        var servers = List.of(
                ChaincodeServers.start("clearing:embedded", ledger.chaincodeAddresses("clearing")),
                ChaincodeServers.start("second:embedded", ledger.chaincodeAddresses(SECOND)));
        if (!ledger.awaitChaincodes(Duration.ofMinutes(5))) {
            throw new IOException("the chaincode servers do not connect");
        }
        return new Running(home, Optional.of(ledger), servers);
    }

    private static Running attach(Path home) throws IOException {
        var packageId = System.getProperty("clearing.ledger.package", "clearing");
        return new Running(home, Optional.empty(), List.of(ChaincodeServers.start(packageId, chaincodeServers(home))));
    }

    private static Map<String, String> chaincodeServers(Path home) throws IOException {
        var addresses = new LinkedHashMap<String, String>();
        try (var members = Files.list(home.resolve("members"))) {
            for (var member : members.sorted().toList()) {
                var profile = new ObjectMapper()
                        .readTree(member.resolve("profile.json").toFile());
                if (profile.hasNonNull("chaincodeServer")) {
                    addresses.put(
                            profile.get("member").asText(),
                            profile.get("chaincodeServer").asText());
                }
            }
        }
        return addresses;
    }

    /** The ledger's home. */
    public Path home() {
        return running.orElseThrow().home();
    }

    /** Whether the ledger has the second chaincode. */
    public boolean hasSecondChaincode() {
        return running.orElseThrow().embedded().isPresent();
    }

    /** A client of a member's user. */
    public MemberClient client(String member, String user) throws Exception {
        return MemberClient.connect(home(), member, user);
    }
}
