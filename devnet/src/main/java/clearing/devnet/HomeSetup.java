package clearing.devnet;

import clearing.devnet.ca.CertificateAuthority;
import clearing.devnet.ca.ConnectionProfile;
import clearing.devnet.ca.LedgerHome;
import clearing.devnet.ca.Member;
import clearing.devnet.channel.Genesis;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/** Makes a ledger home complete: certificates, the genesis block, the members' profiles. */
final class HomeSetup {

    private static final int BATCH_MESSAGES_MAX = 200;
    private static final int ABSOLUTE_BYTES_MAX = 10 << 20;
    private static final int PREFERRED_BYTES_MAX = 8 << 20;
    private static final int NONCE_BYTES = 24;

    private final DevnetConfig config;
    private final LedgerHome home;
    private final List<Member> members;

    private HomeSetup(DevnetConfig config, LedgerHome home, List<Member> members) {
        this.config = config;
        this.home = home;
        this.members = members;
    }

    /** Makes the certificates that are missing. A home without members becomes the sample consortium's. */
    static HomeSetup prepare(DevnetConfig config) throws IOException {
        var home = new LedgerHome(config.home());
        var members = membersIn(home);
        if (members.isEmpty()) {
            members = Member.sampleConsortium();
            CertificateAuthority.local(home, config.clock(), config.random()).make(members);
        }
        return new HomeSetup(config, home, members);
    }

    private static List<Member> membersIn(LedgerHome home) throws IOException {
        var sample = Member.sampleConsortium();
        var found = new ArrayList<Member>();
        if (Files.isDirectory(home.members())) {
            try (var folders = Files.list(home.members())) {
                for (var folder : folders.filter(Files::isDirectory).sorted().toList()) {
                    var id = String.valueOf(folder.getFileName());
                    found.add(Files.isDirectory(home.peer(id)) ? Member.withNode(id) : Member.readerOnly(id));
                }
            }
        }
        // The sample's own order, which is the order of its ports and tables.
        return found.size() == sample.size() && found.containsAll(sample) ? sample : found;
    }

    LedgerHome home() {
        return home;
    }

    /** The members that run nodes. */
    List<String> nodes() {
        return members.stream().filter(Member::runsNode).map(Member::id).toList();
    }

    /** The genesis block: the home's own, or a new one that is written to it. */
    Block genesis(Addresses addresses) throws IOException {
        var file = home.genesisBlock();
        if (Files.exists(file)) {
            try {
                return Block.parseFrom(Files.readAllBytes(file));
            } catch (InvalidProtocolBufferException e) {
                throw new IOException(file + " is not a block", e);
            }
        }
        var organisations = new ArrayList<Genesis.Organisation>();
        for (var member : members) {
            organisations.add(organisation(member, addresses));
        }
        var nonce = new byte[NONCE_BYTES];
        config.random().nextBytes(nonce);
        var batch = new Genesis.Batch(
                config.batchTimeout().toMillis() + "ms", BATCH_MESSAGES_MAX, ABSOLUTE_BYTES_MAX, PREFERRED_BYTES_MAX);
        var block = Genesis.block(
                config.channel(), organisations, batch, config.clock().instant(), nonce);
        writeDurably(file, block.toByteArray());
        return block;
    }

    private Genesis.Organisation organisation(Member member, Addresses addresses) throws IOException {
        var id = member.id();
        var root = bytes(home.msp(id).resolve("cacerts").resolve("ca.pem"));
        var definition = FabricMSPConfig.newBuilder()
                .setName(id)
                .addRootCerts(root)
                .addTlsRootCerts(bytes(home.tlsAuthority(id)))
                .setCryptoConfig(FabricCryptoConfig.newBuilder()
                        .setSignatureHashFamily("SHA2")
                        .setIdentityIdentifierHashFunction("SHA256"))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit("client", root))
                        .setPeerOuIdentifier(unit("peer", root))
                        .setAdminOuIdentifier(unit("admin", root))
                        .setOrdererOuIdentifier(unit("orderer", root)))
                .build();
        if (!member.runsNode()) {
            return new Genesis.Organisation(definition, false, 0, ByteString.EMPTY);
        }
        var address = addresses.peers().getOrDefault(id, "");
        var port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new Genesis.Organisation(
                definition, true, port, bytes(home.orderer(id).resolve("tls").resolve("server.crt")));
    }

    private static FabricOUIdentifier unit(String name, ByteString issuer) {
        return FabricOUIdentifier.newBuilder()
                .setCertificate(issuer)
                .setOrganizationalUnitIdentifier(name)
                .build();
    }

    private static ByteString bytes(Path file) throws IOException {
        return ByteString.copyFrom(Files.readAllBytes(file));
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes every member's profile. */
    void writeProfiles(String channel, Addresses addresses) throws IOException {
        var chaincode = config.chaincodes().getFirst().name();
        var servers = addresses.chaincodes().getOrDefault(chaincode, java.util.Map.of());
        var nodes = nodes().stream()
                .map(id -> ConnectionProfile.Node.local(
                        id, addresses.peers().getOrDefault(id, ""), servers.getOrDefault(id, "")))
                .toList();
        ConnectionProfile.writeAll(home, members, channel, chaincode, nodes);
    }
}
