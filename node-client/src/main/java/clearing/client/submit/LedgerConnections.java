package clearing.client.submit;

import clearing.client.profile.GatewayAddress;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileException;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connections to a profile's gateways, over TLS, shared by all identities of a member. Made when first used by gRPC itself.
 */
public final class LedgerConnections implements AutoCloseable {
    /** A page of 2,000 trades with its endorsements is far below this; a block of many is not. */
    private static final int MAX_MESSAGE = 100 * 1024 * 1024;
    /** Peers disconnect a client that pings more often than once a minute. */
    private static final long KEEPALIVE_SECONDS = 70;

    /**
     * One gateway and the connection to it.
     *
     * @param address    where it is and whose
     * @param connection the connection
     */
    public record Peer(GatewayAddress address, ManagedChannel connection) {}

    private final List<Peer> peers;

    private LedgerConnections(List<Peer> peers) {
        this.peers = List.copyOf(peers);
    }

    /**
     * Prepares a connection to each gateway of the profile.
     *
     * @throws ProfileException when a TLS root cannot be read
     */
    public static LedgerConnections open(Profile profile) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < profile.gateways().size(); i++) {
            GatewayAddress address = profile.gateways().get(i);
            try {
                peers.add(new Peer(address, connection(address)));
            } catch (IOException | IllegalArgumentException e) {
                peers.forEach(peer -> peer.connection().shutdownNow());
                throw new ProfileException(
                        profile.file(),
                        "gateways[" + i + "].tlsCa",
                        address.tlsCa() + " holds no TLS root: " + e.getMessage());
            }
        }
        return new LedgerConnections(peers);
    }

    private static ManagedChannel connection(GatewayAddress address) throws IOException {
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(address.tlsCa().toFile())
                        .build())
                .overrideAuthority(address.serverName())
                .maxInboundMessageSize(MAX_MESSAGE)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .build();
    }

    /** The gateways in order of preference. */
    public List<Peer> peers() {
        return peers;
    }

    @Override
    public void close() {
        peers.forEach(peer -> peer.connection().shutdownNow());
    }
}
