package clearing.devnet.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** The policies of a channel by path, such as {@code /Channel/Application/Writers}. */
public final class PolicyTree {

    private final Map<String, Policy> byPath;

    private PolicyTree(Map<String, Policy> byPath) {
        this.byPath = byPath;
    }

    /**
     * Reads all policies of a channel's configuration.
     *
     * @throws InvalidProtocolBufferException if a policy cannot be read
     */
    public static PolicyTree of(ConfigGroup channel) throws InvalidProtocolBufferException {
        var byPath = new HashMap<String, Policy>();
        collect("/Channel", channel, byPath);
        return new PolicyTree(Map.copyOf(byPath));
    }

    /** The policy at the path, if the channel has one there. */
    public Optional<Policy> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static void collect(String path, ConfigGroup group, Map<String, Policy> byPath)
            throws InvalidProtocolBufferException {
        var below = new ArrayList<String>();
        for (var child : group.getGroupsMap().keySet().stream().sorted().toList()) {
            below.add(path + "/" + child);
            collect(path + "/" + child, group.getGroupsOrThrow(child), byPath);
        }
        for (var entry : group.getPoliciesMap().entrySet()) {
            var policy = entry.getValue().getPolicy();
            byPath.put(
                    path + "/" + entry.getKey(),
                    switch (policy.getType()) {
                        case 1 -> SignaturePolicy.from(SignaturePolicyEnvelope.parseFrom(policy.getValue()));
                        case 3 ->
                            implicitMeta(
                                    org.hyperledger.fabric.protos.common.ImplicitMetaPolicy.parseFrom(
                                            policy.getValue()),
                                    below,
                                    byPath);
                        default ->
                            throw new InvalidProtocolBufferException("policy " + path + "/" + entry.getKey()
                                    + " is of unknown type " + policy.getType());
                    });
        }
    }

    private static ImplicitMetaPolicy implicitMeta(
            org.hyperledger.fabric.protos.common.ImplicitMetaPolicy definition,
            List<String> below,
            Map<String, Policy> byPath)
            throws InvalidProtocolBufferException {
        var name = definition.getSubPolicy();
        var parts = below.stream()
                .map(path -> Optional.ofNullable(byPath.get(path + "/" + name)))
                .toList();
        var required = switch (definition.getRule()) {
            case ANY -> Math.min(1, parts.size());
            case ALL -> parts.size();
            case MAJORITY -> parts.isEmpty() ? 0 : parts.size() / 2 + 1;
            case UNRECOGNIZED -> throw new InvalidProtocolBufferException("unknown rule of an implicit meta policy");
        };
        return new ImplicitMetaPolicy(required, name, parts);
    }
}
