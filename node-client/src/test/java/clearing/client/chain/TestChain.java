package clearing.client.chain;

import clearing.client.TestHome;
import clearing.client.sign.SigningIdentity;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A chain as orderers make it, with real certificates and signatures, ordered by certificate (Raft) or by number (SmartBFT). */
final class TestChain {
    /** How orderers sign. */
    enum Style {
        RAFT,
        BFT
    }

    private final Style style;
    private final List<Block> blocks = new ArrayList<>();
    private List<String> orderers;
    private long lastConfig;

    TestChain(Style style, List<String> orderers) {
        this.style = style;
        this.orderers = orderers;
        blocks.add(unsigned(0, ByteString.EMPTY, List.of(config(orderers))));
    }

    Block genesis() {
        return blocks.get(0);
    }

    List<Block> blocks() {
        return blocks;
    }

    Block tip() {
        return blocks.get(blocks.size() - 1);
    }

    /** Appends a block with one transaction, signed by all orderers. */
    Block add(String transaction) {
        return add(List.of(envelope(transaction)), signers());
    }

    Block add(List<ByteString> envelopes, List<SigningIdentity> signers) {
        Block block = sign(unsigned(blocks.size(), HeaderHash.of(tip().getHeader()), envelopes), signers);
        blocks.add(block);
        return block;
    }

    /** Appends a configuration block, signed by the old orderers, after which others order. */
    Block changeOrderers(List<String> next) {
        lastConfig = blocks.size();
        Block block = add(List.of(config(next)), signers());
        orderers = next;
        return block;
    }

    List<SigningIdentity> signers() {
        return orderers.stream().map(TestHome::orderer).toList();
    }

    /** A block with the header and data given, signed anew. */
    Block sign(Block block, List<SigningIdentity> signers) {
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(LastConfig.newBuilder().setIndex(lastConfig))
                .build()
                .toByteString();
        Metadata.Builder metadata = Metadata.newBuilder().setValue(value);
        for (SigningIdentity signer : signers) {
            metadata.addSignatures(signature(block.getHeader(), value, signer));
        }
        return block.toBuilder()
                .setMetadata(block.getMetadata().toBuilder()
                        .setMetadata(0, metadata.build().toByteString()))
                .build();
    }

    private MetadataSignature signature(BlockHeader header, ByteString value, SigningIdentity signer) {
        MetadataSignature.Builder signature = MetadataSignature.newBuilder();
        ByteString head;
        if (style == Style.RAFT) {
            head = SignatureHeader.newBuilder()
                    .setCreator(serialized(signer))
                    .setNonce(ByteString.copyFromUtf8("nonce"))
                    .build()
                    .toByteString();
            signature.setSignatureHeader(head);
        } else {
            head = IdentifierHeader.newBuilder()
                    .setIdentifier(number(signer.identity().getMspId()))
                    .setNonce(ByteString.copyFromUtf8("nonce"))
                    .build()
                    .toByteString();
            signature.setIdentifierHeader(head);
        }
        return signature
                .setSignature(sign(signer, value.concat(head).concat(ByteString.copyFrom(HeaderHash.bytes(header)))))
                .build();
    }

    private static int number(String member) {
        return TestHome.MEMBERS.indexOf(member) + 1;
    }

    static ByteString sign(SigningIdentity signer, ByteString content) {
        try {
            return ByteString.copyFrom(signer.signer().sign(HeaderHash.sha256().digest(content.toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ByteString serialized(SigningIdentity identity) {
        return SerializedIdentity.newBuilder()
                .setMspid(identity.identity().getMspId())
                .setIdBytes(ByteString.copyFrom(identity.identity().getCredentials()))
                .build()
                .toByteString();
    }

    /** A transaction that decodes, of a kind that has no read and write sets. */
    static ByteString envelope(String id) {
        return envelope(
                ChannelHeader.newBuilder().setType(HeaderType.MESSAGE_VALUE).setTxId(id), ByteString.EMPTY);
    }

    private static ByteString envelope(ChannelHeader.Builder channel, ByteString data) {
        SigningIdentity creator = TestHome.identity("HarbourBrokers", "trader");
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(
                                channel.setChannelId("clearing").build().toByteString())
                        .setSignatureHeader(SignatureHeader.newBuilder()
                                .setCreator(serialized(creator))
                                .build()
                                .toByteString()))
                .setData(data)
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(sign(creator, payload))
                .build()
                .toByteString();
    }

    static Block unsigned(long number, ByteString previous, List<ByteString> envelopes) {
        BlockData data = BlockData.newBuilder().addAllData(envelopes).build();
        BlockMetadata.Builder metadata = BlockMetadata.newBuilder();
        for (int i = 0; i < 5; i++) {
            metadata.addMetadata(i == 2 ? ByteString.copyFrom(new byte[envelopes.size()]) : ByteString.EMPTY);
        }
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder()
                        .setNumber(number)
                        .setPreviousHash(previous)
                        .setDataHash(HeaderHash.ofData(data)))
                .setData(data)
                .setMetadata(metadata)
                .build();
    }

    private ByteString config(List<String> members) {
        ConfigGroup.Builder orderer = ConfigGroup.newBuilder();
        for (String member : members) {
            orderer.putGroups(member, organisation(member));
        }
        if (style == Style.BFT) {
            orderer.putValues("Orderers", value(mapping(members)));
            orderer.putPolicies("BlockValidation", policy(Policy.PolicyType.SIGNATURE, quorum(members)));
        } else {
            orderer.putPolicies(
                    "BlockValidation",
                    policy(
                            Policy.PolicyType.IMPLICIT_META,
                            ImplicitMetaPolicy.newBuilder()
                                    .setRule(ImplicitMetaPolicy.Rule.ANY)
                                    .setSubPolicy("Writers")
                                    .build()));
        }
        ConfigGroup root =
                ConfigGroup.newBuilder().putGroups("Orderer", orderer.build()).build();
        ConfigEnvelope envelope = ConfigEnvelope.newBuilder()
                .setConfig(Config.newBuilder().setChannelGroup(root))
                .build();
        return envelope(ChannelHeader.newBuilder().setType(HeaderType.CONFIG_VALUE), envelope.toByteString());
    }

    private static Orderers mapping(List<String> members) {
        Orderers.Builder orderers = Orderers.newBuilder();
        for (String member : members) {
            orderers.addConsenterMapping(Consenter.newBuilder()
                    .setId(number(member))
                    .setMspId(member)
                    .setIdentity(ByteString.copyFrom(
                            TestHome.orderer(member).identity().getCredentials())));
        }
        return orderers.build();
    }

    /** As Fabric writes it for SmartBFT: so many of the consenters, each by its certificate. */
    private static SignaturePolicyEnvelope quorum(List<String> members) {
        int n = members.size();
        int faulty = (n - 1) / 3;
        int needed = (n + faulty + 2) / 2;
        SignaturePolicy.NOutOf.Builder rule =
                SignaturePolicy.NOutOf.newBuilder().setN(needed);
        SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
        for (int i = 0; i < n; i++) {
            rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
            envelope.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                    .setPrincipal(serialized(TestHome.orderer(members.get(i)))));
        }
        return envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(rule)).build();
    }

    private static ConfigGroup organisation(String member) {
        FabricNodeOUs units = FabricNodeOUs.newBuilder()
                .setEnable(true)
                .setOrdererOuIdentifier(FabricOUIdentifier.newBuilder().setOrganizationalUnitIdentifier("orderer"))
                .build();
        FabricMSPConfig msp = FabricMSPConfig.newBuilder()
                .setName(member)
                .addRootCerts(root(member))
                .setFabricNodeOus(units)
                .build();
        MSPRole role = MSPRole.newBuilder()
                .setMspIdentifier(member)
                .setRole(MSPRole.MSPRoleType.ORDERER)
                .build();
        SignaturePolicyEnvelope writers = SignaturePolicyEnvelope.newBuilder()
                .setRule(SignaturePolicy.newBuilder().setSignedBy(0))
                .addIdentities(MSPPrincipal.newBuilder()
                        .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                        .setPrincipal(role.toByteString()))
                .build();
        return ConfigGroup.newBuilder()
                .putValues(
                        "MSP",
                        value(MSPConfig.newBuilder()
                                .setConfig(msp.toByteString())
                                .build()))
                .putPolicies("Writers", policy(Policy.PolicyType.SIGNATURE, writers))
                .build();
    }

    private static ByteString root(String member) {
        try {
            return ByteString.copyFrom(
                    Files.readAllBytes(TestHome.home().msp(member).resolve("cacerts/ca.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigValue value(Message message) {
        return ConfigValue.newBuilder().setValue(message.toByteString()).build();
    }

    private static ConfigPolicy policy(Policy.PolicyType type, Message message) {
        return ConfigPolicy.newBuilder()
                .setPolicy(Policy.newBuilder().setType(type.getNumber()).setValue(message.toByteString()))
                .build();
    }
}
