package clearing.devnet;

import clearing.devnet.ca.ServerKey;
import clearing.devnet.chaincode.ChaincodeConnection;
import clearing.devnet.chaincode.Peer;
import clearing.devnet.channel.Access;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.gateway.PeerServices;
import clearing.devnet.identity.SigningIdentity;
import clearing.devnet.ledger.ChaincodeDefinition;
import clearing.devnet.ledger.ChaincodeDefinitions;
import clearing.devnet.ledger.Ledger;
import clearing.devnet.policy.PolicyExpression;
import clearing.devnet.policy.SignaturePolicy;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded development ledger: all peers and the ordering of a channel in this process, behind Fabric's own
 * protocols. It orders alone, so nothing in it is a consensus claim.
 */
public final class Devnet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Devnet.class);
    private static final int MESSAGE_BYTES_MAX = 100 << 20;
    private static final int STOP_SECONDS = 2;

    private final DevnetConfig config;
    private final HomeLock lock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final List<Server> servers = new ArrayList<>();
    private final List<ChaincodeConnection> connections = new ArrayList<>();
    private final Addresses addresses;
    private final Ledger ledger;

    /**
     * Starts a ledger. When this returns, its peers answer; chaincode servers may come later.
     *
     * @throws IOException if the home cannot be read or written, another ledger runs in it, a port is taken, or the
     *     chain is damaged
     */
    public static Devnet start(DevnetConfig config) throws IOException {
        var lock = HomeLock.take(config.home().resolve("ledger"));
        try {
            return new Devnet(config, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private Devnet(DevnetConfig config, HomeLock lock) throws IOException {
        this.config = config;
        this.lock = lock;
        var setup = HomeSetup.prepare(config);
        this.addresses = Addresses.choose(config, setup.home(), setup.nodes());
        var genesis = setup.genesis(addresses);
        var channel = ChannelConfig.of(genesis);
        setup.writeProfiles(channel.channel(), addresses);
        var orderers = new ArrayList<SigningIdentity>();
        for (var id : setup.nodes()) {
            orderers.add(SigningIdentity.read(id, setup.home().orderer(id).resolve("msp")));
            var identity = SigningIdentity.read(id, setup.home().peer(id).resolve("msp"));
            peers.put(id, new Peer(identity, addresses.peers().getOrDefault(id, "")));
        }
        var folder = config.home().resolve("ledger");
        this.ledger = Ledger.open(folder, genesis, channel, config.batchTimeout(), orderers, config.random());
        try {
            serve(setup, channel);
        } catch (IOException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void serve(HomeSetup setup, ChannelConfig channel) throws IOException {
        var definitions = new ChaincodeDefinitions();
        for (var chaincode : config.chaincodes()) {
            definitions.put(definition(chaincode));
        }
        connect();
        var services = new PeerServices(
                channel,
                new Access(channel, config.clock()),
                ledger,
                definitions,
                peers.values(),
                executor,
                config.random());
        for (var peer : peers.values()) {
            var tls = setup.home().peer(peer.mspId()).resolve("tls");
            var ssl = GrpcSslContexts.configure(SslContextBuilder.forServer(ServerKey.read(tls)))
                    .build();
            var builder = NettyServerBuilder.forAddress(socketAddress(peer.address()))
                    .sslContext(ssl)
                    .executor(executor)
                    .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true);
            services.of(peer).forEach(builder::addService);
            servers.add(builder.build().start());
        }
        connections.forEach(ChaincodeConnection::start);
        LOG.info("{} peers answer on channel {} at height {}", peers.size(), channel.channel(), ledger.height());
    }

    private ChaincodeDefinition definition(DevnetConfig.Chaincode chaincode) throws IOException {
        var nodes = List.copyOf(peers.keySet());
        var policy = chaincode
                .policy()
                .map(PolicyExpression::parse)
                .orElseGet(() -> PolicyExpression.outOf(nodes.size() / 2 + 1, nodes, "peer"));
        return new ChaincodeDefinition(chaincode.name(), "1", 1, SignaturePolicy.from(policy));
    }

    private void connect() {
        var patience = new ChaincodeConnection.Patience(config.executeTimeout(), config.connectTimeout());
        addresses
                .chaincodes()
                .forEach((chaincode, byMember) -> byMember.forEach((member, address) -> {
                    var peer = java.util.Objects.requireNonNull(peers.get(member));
                    var connection = new ChaincodeConnection(chaincode, address, peer, ledger::history, patience);
                    peer.add(connection);
                    connections.add(connection);
                }));
    }

    private static InetSocketAddress socketAddress(String address) {
        var colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** {@code host:port} of every member's peer, in the order of the members. */
    public Map<String, String> peerAddresses() {
        return java.util.Collections.unmodifiableMap(addresses.peers());
    }

    /**
     * {@code host:port} at which the ledger expects every member's server of the chaincode.
     *
     * @throws IllegalArgumentException if the ledger does not have the chaincode
     */
    public Map<String, String> chaincodeAddresses(String chaincode) {
        var found = addresses.chaincodes().get(chaincode);
        if (found == null) {
            throw new IllegalArgumentException("no chaincode " + chaincode + " on this ledger");
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    /** Whether the transaction is on the chain, valid or not. */
    public boolean isCommitted(String transactionId) {
        return ledger.isCommitted(transactionId);
    }

    /** How many blocks the chain has. */
    public long height() {
        return ledger.height();
    }

    /**
     * Waits until every chaincode server is connected.
     *
     * @return whether they are, within the time
     */
    public boolean awaitChaincodes(Duration limit) throws InterruptedException {
        var all = CompletableFuture.allOf(
                connections.stream().map(ChaincodeConnection::whenReady).toArray(CompletableFuture[]::new));
        try {
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a readiness that fails", e);
        }
    }

    /** Stops: no new calls, what was taken into the order is committed, files and ports are given back. */
    @Override
    public void close() throws IOException {
        stop();
        lock.close();
    }

    private void stop() throws IOException {
        servers.forEach(Server::shutdown);
        try {
            for (var server : servers) {
                if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    server.shutdownNow();
                }
            }
            connections.forEach(ChaincodeConnection::close);
            ledger.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
    }
}
