package clearing.bench.journal;

import clearing.contract.ClearingChaincode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/** The contract of several members in this process, each on its own port with its own object. */
final class ContractServers implements AutoCloseable {
    private final List<NettyChaincodeServer> servers = new ArrayList<>();

    static ContractServers start(Map<String, String> addresses) throws IOException {
        ContractServers started = new ContractServers();
        for (String address : addresses.values()) {
            started.start(address);
        }
        return started;
    }

    private void start(String address) throws IOException {
        Contract contract = new Contract();
        contract.prepare();
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        int colon = address.lastIndexOf(':');
        properties.setServerAddress(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        NettyChaincodeServer server = new NettyChaincodeServer(contract, properties);
        servers.add(server);
        Thread.ofPlatform().daemon().name("contract " + address).start(() -> serve(server));
    }

    private static void serve(NettyChaincodeServer server) {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("A contract's server does not start.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        servers.forEach(NettyChaincodeServer::stop);
    }

    /** The contract, set up without the environment variables that its own program reads. */
    private static final class Contract extends ChaincodeBase {
        private final ClearingChaincode contract = new ClearingChaincode(InstantSource.system());

        void prepare() {
            processCommandLineOptions(new String[] {"-i", "clearing:embedded"});
            initializeLogging();
            Properties settings = getChaincodeConfig();
            Metrics.initialize(settings);
            Traces.initialize(settings);
        }

        @Override
        public Response init(ChaincodeStub stub) {
            return contract.init(stub);
        }

        @Override
        public Response invoke(ChaincodeStub stub) {
            return contract.invoke(stub);
        }
    }
}
