package clearing.devnet.conformance;

import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The ledger that the suite runs against: an embedded one with chaincode servers in this process, started once for all
 * classes, unless a class brought another one along, as {@link OnFabric} does.
 */
public final class LedgerUnderTest implements BeforeAllCallback {

    /** The name of the chaincode that the profiles' chaincode calls. */
    static final String SECOND = "second";

    private static final Namespace NAMESPACE = Namespace.create(LedgerUnderTest.class);

    /** A ledger and what to close when nobody needs it any more. */
    private record Running(Path home, Ordering ordering, Closeable processes) implements AutoCloseable {

        static Running at(Path home, Closeable processes) throws IOException {
            var genesis = Block.parseFrom(Files.readAllBytes(home.resolve("genesis.block")));
            return new Running(home, Ordering.of(genesis), processes);
        }

        @Override
        public void close() throws IOException {
            processes.close();
        }
    }

    private Optional<Running> running = Optional.empty();

    /** Lets the classes of a context run on a real network, which is closed with the context. */
    static void use(ExtensionContext context, FabricNetwork network) throws IOException {
        context.getStore(NAMESPACE).put(LedgerUnderTest.class, Running.at(network.home(), network));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var brought = Optional.ofNullable(context.getStore(NAMESPACE).get(LedgerUnderTest.class, Running.class));
        var store = context.getRoot().getStore(NAMESPACE);
        running = brought.or(
                () -> Optional.of(store.computeIfAbsent(LedgerUnderTest.class, key -> start(), Running.class)));
    }

    private static Running start() {
        try {
            return startEmbedded();
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
        var servers = ChaincodeServers.start("clearing:embedded", ledger.chaincodeAddresses("clearing"));
        var second = ChaincodeServers.start("second:embedded", ledger.chaincodeAddresses(SECOND));
        if (!ledger.awaitChaincodes(Duration.ofMinutes(5))) {
            throw new IOException("the chaincode servers do not connect");
        }
        return Running.at(home, () -> {
            servers.close();
            second.close();
            ledger.close();
        });
    }

    /** The ledger's home. */
    public Path home() {
        return running.orElseThrow().home();
    }

    /** Who orders on this ledger. */
    Ordering ordering() {
        return running.orElseThrow().ordering();
    }

    /** A client of a member's user. */
    public MemberClient client(String member, String user) throws Exception {
        return MemberClient.connect(home(), member, user);
    }
}
