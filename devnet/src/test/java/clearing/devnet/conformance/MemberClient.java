package clearing.devnet.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** A member's user on Fabric's own gateway client, set up from the member's connection profile and nothing else. */
public final class MemberClient implements AutoCloseable {

    private static final int DEADLINE_SECONDS = 120;

    private final JsonNode profile;
    private final ManagedChannel channel;
    private final Gateway gateway;
    private final Identity identity;
    private final Signer signer;

    private MemberClient(JsonNode profile, ManagedChannel channel, Gateway gateway, Identity identity, Signer signer) {
        this.profile = profile;
        this.channel = channel;
        this.gateway = gateway;
        this.identity = identity;
        this.signer = signer;
    }

    /** Connects as the user through the first gateway of the member's profile. */
    public static MemberClient connect(Path home, String member, String user)
            throws IOException, CertificateException, InvalidKeyException {
        var folder = home.resolve("members").resolve(member);
        var profile = new ObjectMapper().readTree(folder.resolve("profile.json").toFile());
        var entry = profile.at("/identities/" + user);
        return connect(
                profile,
                folder,
                member,
                folder.resolve(entry.get("certificate").asText()),
                folder.resolve(entry.get("key").asText()));
    }

    /** Connects through the member's first gateway, but with a certificate and key from elsewhere. */
    public static MemberClient connect(Path home, String member, String mspId, Path certificate, Path key)
            throws IOException, CertificateException, InvalidKeyException {
        var folder = home.resolve("members").resolve(member);
        var profile = new ObjectMapper().readTree(folder.resolve("profile.json").toFile());
        return connect(profile, folder, mspId, certificate, key);
    }

    private static MemberClient connect(JsonNode profile, Path folder, String mspId, Path certificate, Path key)
            throws IOException, CertificateException, InvalidKeyException {
        var first = profile.at("/gateways/0");
        var ssl = GrpcSslContexts.forClient()
                .trustManager(folder.resolve(first.get("tlsCa").asText()).toFile())
                .build();
        var channel = NettyChannelBuilder.forTarget(first.get("address").asText())
                .sslContext(ssl)
                .overrideAuthority(first.get("serverName").asText())
                .maxInboundMessageSize(100 << 20)
                .maxInboundMetadataSize(1 << 20)
                .build();
        var identity = new X509Identity(mspId, Identities.readX509Certificate(Files.newBufferedReader(certificate)));
        var signer = Signers.newPrivateKeySigner(Identities.readPrivateKey(Files.newBufferedReader(key)));
        var gateway = Gateway.newInstance()
                .identity(identity)
                .signer(signer)
                .hash(Hash.SHA256)
                .connection(channel)
                .evaluateOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .connect();
        return new MemberClient(profile, channel, gateway, identity, signer);
    }

    /** The channel of the profile. */
    public Network network() {
        return gateway.getNetwork(profile.get("channel").asText());
    }

    /** The chaincode of the profile. */
    public Contract contract() {
        return network().getContract(profile.get("chaincode").asText());
    }

    /** Another chaincode of the channel. */
    public Contract contract(String chaincode) {
        return network().getContract(chaincode);
    }

    /** The gateway, for signed requests that a test changes. */
    public Gateway gateway() {
        return gateway;
    }

    /** The connection itself, for protocols that the gateway client does not speak. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Who the client is. */
    public Identity identity() {
        return identity;
    }

    /** How the client signs. */
    public Signer signer() {
        return signer;
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
