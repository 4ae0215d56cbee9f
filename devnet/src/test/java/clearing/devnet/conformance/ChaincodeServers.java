package clearing.devnet.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/** Chaincode servers of several members in this process, each on its own port with its own chaincode object. */
public final class ChaincodeServers implements AutoCloseable {

    private final List<NettyChaincodeServer> servers = new ArrayList<>();

    /** PEM files by which a server and its peer know each other. */
    record Tls(String key, String certificate, String callersAuthority) {}

    /**
     * Starts one server per member.
     *
     * @param packageId the chaincode's package id, as the peers know it
     * @param addresses {@code host:port} by member
     */
    public static ChaincodeServers start(String packageId, Map<String, String> addresses) throws IOException {
        var started = new ChaincodeServers();
        for (var entry : addresses.entrySet()) {
            started.start(packageId, entry.getKey(), entry.getValue());
        }
        return started;
    }

    private void start(String packageId, String member, String address) throws IOException {
        var chaincode = new ConformanceChaincode(member);
        chaincode.initialize(packageId);
        var server = new NettyChaincodeServer(chaincode, properties(address));
        servers.add(server);
        Thread.ofPlatform().daemon().name("chaincode " + member).start(() -> run(server));
    }

    /** A server, not yet started, that shows a certificate and asks for one. */
    static NettyChaincodeServer secured(ConformanceChaincode chaincode, String address, Tls tls) throws IOException {
        var properties = properties(address);
        properties.setTlsEnabled(true);
        properties.setKeyFile(tls.key());
        properties.setKeyCertChainFile(tls.certificate());
        properties.setTrustCertCollectionFile(tls.callersAuthority());
        return new NettyChaincodeServer(chaincode, properties);
    }

    private static ChaincodeServerProperties properties(String address) {
        var properties = new ChaincodeServerProperties();
        var colon = address.lastIndexOf(':');
        properties.setServerAddress(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        properties.setMaxInboundMessageSize(100 << 20);
        return properties;
    }

    private static void run(NettyChaincodeServer server) {
        try {
            server.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a chaincode server does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        servers.forEach(NettyChaincodeServer::stop);
    }
}
