package clearing.devnet.channel;

import clearing.devnet.identity.Msp;
import clearing.devnet.identity.MspRegistry;
import clearing.devnet.policy.Policy;
import clearing.devnet.policy.PolicyTree;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.peer.ACLs;

/** What the nodes read from a channel's configuration block. */
public final class ChannelConfig {

    private final String channel;
    private final MspRegistry members;
    private final Set<String> organisations;
    private final PolicyTree policies;
    private final Map<String, String> acls;
    private final BatchSize batchSize;

    private ChannelConfig(
            String channel,
            MspRegistry members,
            Set<String> organisations,
            PolicyTree policies,
            Map<String, String> acls,
            BatchSize batchSize) {
        this.channel = channel;
        this.members = members;
        this.organisations = organisations;
        this.policies = policies;
        this.acls = acls;
        this.batchSize = batchSize;
    }

    /**
     * Reads a configuration block.
     *
     * @throws InvalidProtocolBufferException if it is none
     */
    public static ChannelConfig of(Block block) throws InvalidProtocolBufferException {
        if (block.getData().getDataCount() != 1) {
            throw new InvalidProtocolBufferException("a configuration block holds one envelope");
        }
        var envelope = Envelope.parseFrom(block.getData().getData(0));
        var payload = Payload.parseFrom(envelope.getPayload());
        var header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        var group = ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
        var application = group.getGroupsOrThrow("Application");
        var orderer = group.getGroupsOrThrow("Orderer");
        var msps = new LinkedHashMap<String, Msp>();
        for (var organisation : organisationsOf(application, orderer)) {
            var config =
                    MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue());
            var definition = FabricMSPConfig.parseFrom(config.getConfig());
            msps.putIfAbsent(definition.getName(), Msp.from(definition));
        }
        return new ChannelConfig(
                header.getChannelId(),
                new MspRegistry(msps.values()),
                new TreeSet<>(application.getGroupsMap().keySet()),
                PolicyTree.of(group),
                aclsOf(application),
                BatchSize.parseFrom(orderer.getValuesOrThrow("BatchSize").getValue()));
    }

    private static List<ConfigGroup> organisationsOf(ConfigGroup application, ConfigGroup orderer) {
        var all = new ArrayList<>(application.getGroupsMap().values());
        all.addAll(orderer.getGroupsMap().values());
        return all;
    }

    private static Map<String, String> aclsOf(ConfigGroup application) throws InvalidProtocolBufferException {
        var acls = new LinkedHashMap<String, String>();
        if (application.containsValues("ACLs")) {
            ACLs.parseFrom(application.getValuesOrThrow("ACLs").getValue())
                    .getAclsMap()
                    .forEach((resource, policy) -> acls.put(resource, policy.getPolicyRef()));
        }
        return acls;
    }

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    /** The members' certificates. */
    public MspRegistry members() {
        return members;
    }

    /** The application organisations. */
    public Set<String> organisations() {
        return organisations;
    }

    /** How transactions are cut into blocks. */
    public BatchSize batchSize() {
        return batchSize;
    }

    /** The policy at a path such as {@code /Channel/Application/Writers}. */
    public Optional<Policy> policy(String path) {
        return policies.find(path);
    }

    /** The path of the policy that guards a resource: the channel's own list, else Fabric's default. */
    public String policyOf(Resource resource) {
        return acls.getOrDefault(resource.key(), resource.defaultPolicy());
    }
}
