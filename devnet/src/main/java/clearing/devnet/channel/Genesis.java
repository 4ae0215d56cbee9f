package clearing.devnet.channel;

import clearing.devnet.block.Blocks;
import clearing.devnet.identity.P256;
import clearing.devnet.policy.PolicyExpression;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.hyperledger.fabric.protos.orderer.etcdraft.Consenter;
import org.hyperledger.fabric.protos.orderer.etcdraft.Options;
import org.hyperledger.fabric.protos.peer.ACLs;
import org.hyperledger.fabric.protos.peer.APIResource;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;

/** Makes a channel's first block from its members' definitions. */
public final class Genesis {

    private static final String ADMINS = "Admins";
    private static final String READERS = "Readers";
    private static final String WRITERS = "Writers";

    private Genesis() {}

    /**
     * An organisation of the channel.
     *
     * @param definition its MSP
     * @param runsNodes whether it has a peer and an orderer; one without nodes may read and never write
     * @param peerPort the port of its peer on this machine, 0 without one
     * @param ordererCertificate the TLS certificate (PEM) of its orderer, empty without one
     */
    public record Organisation(
            FabricMSPConfig definition, boolean runsNodes, int peerPort, ByteString ordererCertificate) {}

    /**
     * How transactions are cut into blocks.
     *
     * @param timeout how long the first transaction of a block waits for more, as Fabric writes it: {@code 200ms}
     * @param maxMessages transactions in a block, at most
     * @param absoluteMaxBytes size of a transaction, at most
     * @param preferredMaxBytes size of a block that has more than one transaction
     */
    public record Batch(String timeout, int maxMessages, int absoluteMaxBytes, int preferredMaxBytes) {}

    /**
     * Makes the block.
     *
     * @param channel the channel's name
     * @param nonce 24 random bytes
     */
    public static Block block(
            String channel, List<Organisation> organisations, Batch batch, Instant now, byte[] nonce) {
        var signatureHeader = SignatureHeader.newBuilder()
                .setNonce(ByteString.copyFrom(nonce))
                .build();
        var header = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setVersion(1)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .setChannelId(channel)
                .setTxId(java.util.HexFormat.of().formatHex(P256.sha256(nonce)))
                .build();
        var config = ConfigEnvelope.newBuilder()
                .setConfig(Config.newBuilder().setChannelGroup(channelGroup(organisations, batch)))
                .build();
        var payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(header.toByteString())
                        .setSignatureHeader(signatureHeader.toByteString()))
                .setData(config.toByteString())
                .build();
        var envelope = Envelope.newBuilder().setPayload(payload.toByteString()).build();
        return Blocks.genesis(envelope.toByteString());
    }

    private static ConfigGroup channelGroup(List<Organisation> organisations, Batch batch) {
        return group().putGroups("Application", application(organisations))
                .putGroups("Orderer", orderer(organisations, batch))
                .putValues("Capabilities", value(capabilities("V3_0"), ADMINS))
                .putValues(
                        "HashingAlgorithm",
                        value(HashingAlgorithm.newBuilder().setName("SHA256").build(), ADMINS))
                .putValues(
                        "BlockDataHashingStructure",
                        value(
                                BlockDataHashingStructure.newBuilder()
                                        .setWidth(0xffff_ffff)
                                        .build(),
                                ADMINS))
                .putPolicies(READERS, implicit(ImplicitMetaPolicy.Rule.ANY, READERS))
                .putPolicies(WRITERS, implicit(ImplicitMetaPolicy.Rule.ANY, WRITERS))
                .putPolicies(ADMINS, implicit(ImplicitMetaPolicy.Rule.MAJORITY, ADMINS))
                .build();
    }

    private static ConfigGroup application(List<Organisation> organisations) {
        var group = group();
        for (var organisation : organisations) {
            var id = organisation.definition().getName();
            var own = organisationGroup(organisation);
            var endorsers = organisation.runsNodes() ? "OR('" + id + ".peer')" : nobody(id);
            own.putPolicies("Endorsement", signature(endorsers));
            if (organisation.runsNodes()) {
                own.putValues(
                        "AnchorPeers",
                        value(
                                AnchorPeers.newBuilder()
                                        .addAnchorPeers(AnchorPeer.newBuilder()
                                                .setHost("127.0.0.1")
                                                .setPort(organisation.peerPort()))
                                        .build(),
                                ADMINS));
            }
            group.putGroups(id, own.build());
        }
        // A member without nodes reads by evaluating, which Fabric would only allow to writers by default.
        var acls = ACLs.newBuilder()
                .putAcls(
                        "peer/Propose",
                        APIResource.newBuilder()
                                .setPolicyRef("/Channel/Application/Readers")
                                .build())
                .build();
        return group.putValues("Capabilities", value(capabilities("V2_5"), ADMINS))
                .putValues("ACLs", value(acls, ADMINS))
                .putPolicies(READERS, implicit(ImplicitMetaPolicy.Rule.ANY, READERS))
                .putPolicies(WRITERS, implicit(ImplicitMetaPolicy.Rule.ANY, WRITERS))
                .putPolicies(ADMINS, implicit(ImplicitMetaPolicy.Rule.MAJORITY, ADMINS))
                .putPolicies("Endorsement", majorityOfPeers(organisations))
                .putPolicies("LifecycleEndorsement", majorityOfPeers(organisations))
                .build();
    }

    /** Of the organisations with peers: a majority of all could not be reached when several have none. */
    private static ConfigPolicy majorityOfPeers(List<Organisation> organisations) {
        var nodes = organisations.stream()
                .filter(Organisation::runsNodes)
                .map(organisation -> organisation.definition().getName())
                .toList();
        return policy(Policy.PolicyType.SIGNATURE, PolicyExpression.outOf(nodes.size() / 2 + 1, nodes, "peer"));
    }

    private static ConfigGroup orderer(List<Organisation> organisations, Batch batch) {
        var group = group();
        var consenters = ConfigMetadata.newBuilder()
                .setOptions(Options.newBuilder()
                        .setTickInterval("500ms")
                        .setElectionTick(10)
                        .setHeartbeatTick(1)
                        .setMaxInflightBlocks(5)
                        .setSnapshotIntervalSize(16 << 20));
        for (var organisation : organisations) {
            if (organisation.runsNodes()) {
                var own = organisationGroup(organisation);
                own.putValues(
                        "Endpoints",
                        value(
                                OrdererAddresses.newBuilder()
                                        .addAddresses("127.0.0.1:" + organisation.peerPort())
                                        .build(),
                                ADMINS));
                group.putGroups(organisation.definition().getName(), own.build());
                consenters.addConsenters(Consenter.newBuilder()
                        .setHost("127.0.0.1")
                        .setPort(organisation.peerPort())
                        .setClientTlsCert(organisation.ordererCertificate())
                        .setServerTlsCert(organisation.ordererCertificate()));
            }
        }
        return group.putValues(
                        "ConsensusType",
                        value(
                                ConsensusType.newBuilder()
                                        .setType("etcdraft")
                                        .setMetadata(consenters.build().toByteString())
                                        .build(),
                                ADMINS))
                .putValues(
                        "BatchSize",
                        value(
                                BatchSize.newBuilder()
                                        .setMaxMessageCount(batch.maxMessages())
                                        .setAbsoluteMaxBytes(batch.absoluteMaxBytes())
                                        .setPreferredMaxBytes(batch.preferredMaxBytes())
                                        .build(),
                                ADMINS))
                .putValues(
                        "BatchTimeout",
                        value(
                                BatchTimeout.newBuilder()
                                        .setTimeout(batch.timeout())
                                        .build(),
                                ADMINS))
                .putValues("Capabilities", value(capabilities("V2_0"), ADMINS))
                .putPolicies(READERS, implicit(ImplicitMetaPolicy.Rule.ANY, READERS))
                .putPolicies(WRITERS, implicit(ImplicitMetaPolicy.Rule.ANY, WRITERS))
                .putPolicies(ADMINS, implicit(ImplicitMetaPolicy.Rule.MAJORITY, ADMINS))
                .putPolicies("BlockValidation", implicit(ImplicitMetaPolicy.Rule.ANY, WRITERS))
                .build();
    }

    private static ConfigGroup.Builder organisationGroup(Organisation organisation) {
        var id = organisation.definition().getName();
        var msp = MSPConfig.newBuilder()
                .setType(0)
                .setConfig(organisation.definition().toByteString())
                .build();
        return group().putValues("MSP", value(msp, ADMINS))
                .putPolicies(READERS, signature("OR('" + id + ".member')"))
                .putPolicies(WRITERS, signature(organisation.runsNodes() ? "OR('" + id + ".member')" : nobody(id)))
                .putPolicies(ADMINS, signature("OR('" + id + ".admin')"));
    }

    /** A rule that no single certificate satisfies, because each has one role only. */
    private static String nobody(String id) {
        return "AND('" + id + ".orderer', '" + id + ".peer')";
    }

    private static ConfigGroup.Builder group() {
        return ConfigGroup.newBuilder().setModPolicy(ADMINS);
    }

    private static ConfigValue value(Message message, String modPolicy) {
        return ConfigValue.newBuilder()
                .setValue(message.toByteString())
                .setModPolicy(modPolicy)
                .build();
    }

    private static Capabilities capabilities(String name) {
        return Capabilities.newBuilder()
                .putCapabilities(name, Capability.getDefaultInstance())
                .build();
    }

    private static ConfigPolicy implicit(ImplicitMetaPolicy.Rule rule, String name) {
        var meta =
                ImplicitMetaPolicy.newBuilder().setRule(rule).setSubPolicy(name).build();
        return policy(Policy.PolicyType.IMPLICIT_META, meta);
    }

    private static ConfigPolicy signature(String expression) {
        SignaturePolicyEnvelope parsed = PolicyExpression.parse(expression);
        return policy(Policy.PolicyType.SIGNATURE, parsed);
    }

    private static ConfigPolicy policy(Policy.PolicyType type, Message value) {
        return ConfigPolicy.newBuilder()
                .setModPolicy(ADMINS)
                .setPolicy(Policy.newBuilder().setType(type.getNumber()).setValue(value.toByteString()))
                .build();
    }
}
