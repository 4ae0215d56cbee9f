package clearing.client.chain;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/**
 * What of a channel's configuration decides whether a block is genuine: the members' certificate authorities, the consenters with
 * their numbers, and the policy for block signatures. Immutable.
 */
final class ChannelConfig {
    private static final String ORDERER = "Orderer";
    private static final int MAX_KNOWN = 10_000;
    private static final String APPLICATION = "Application";

    private final String channel;
    private final long block;
    private final ConfigGroup ordererGroup;
    private final ConfigGroup applicationGroup;
    private final Map<String, Msp> ordererMembers = new HashMap<>();
    private final Map<String, Msp> members = new HashMap<>();
    private final Map<Integer, Signatory> consenters = new HashMap<>();
    private final Map<Signatory, Optional<X509Certificate>> known = new ConcurrentHashMap<>();

    private ChannelConfig(String channel, long block, ConfigGroup root)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        this.channel = channel;
        this.block = block;
        this.ordererGroup = root.getGroupsOrDefault(ORDERER, ConfigGroup.getDefaultInstance());
        organisations(ordererGroup, ordererMembers);
        members.putAll(ordererMembers);
        this.applicationGroup = root.getGroupsOrDefault(APPLICATION, ConfigGroup.getDefaultInstance());
        organisations(applicationGroup, members);
        if (ordererGroup.containsValues("Orderers")) {
            Orderers orderers =
                    Orderers.parseFrom(ordererGroup.getValuesOrThrow("Orderers").getValue());
            for (Consenter consenter : orderers.getConsenterMappingList()) {
                consenters.put(consenter.getId(), new Signatory(consenter.getMspId(), consenter.getIdentity()));
            }
        }
    }

    /** The configuration in a block, if the block is a configuration block. */
    static Optional<ChannelConfig> in(Block block) {
        long number = block.getHeader().getNumber();
        try {
            if (block.getData().getDataCount() != 1) {
                return Optional.empty();
            }
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (header.getType() != HeaderType.CONFIG_VALUE) {
                return Optional.empty();
            }
            ConfigEnvelope envelope = ConfigEnvelope.parseFrom(payload.getData());
            return Optional.of(new ChannelConfig(
                    header.getChannelId(), number, envelope.getConfig().getChannelGroup()));
        } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
            throw new BlockRejected(number, BlockRejected.Reason.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    private static void organisations(ConfigGroup group, Map<String, Msp> into)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        for (ConfigGroup organisation : group.getGroupsMap().values()) {
            if (organisation.containsValues("MSP")) {
                Msp msp = Msp.parse(
                        MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue())
                                .getConfig());
                into.put(msp.id(), msp);
            }
        }
    }

    String channel() {
        return channel;
    }

    /** Number of the block that this configuration is from. */
    long block() {
        return block;
    }

    Optional<Signatory> consenter(int id) {
        return Optional.ofNullable(consenters.get(id));
    }

    /** Whether these signers of a block satisfy the channel's policy for it. */
    boolean signedByOrderers(List<Signer> signers) throws GeneralSecurityException, InvalidProtocolBufferException {
        return new Policies(ordererMembers).satisfied(ordererGroup, "BlockValidation", signers);
    }

    /** Whether these signers satisfy a rule over principals. */
    boolean satisfied(SignaturePolicyEnvelope policy, List<Signer> signers)
            throws GeneralSecurityException, InvalidProtocolBufferException {
        return new Policies(members).satisfied(policy, signers);
    }

    /** Whether these signers satisfy a policy of the channel's application group. */
    boolean satisfiedInApplication(String name, List<Signer> signers)
            throws GeneralSecurityException, InvalidProtocolBufferException {
        return new Policies(members).satisfied(applicationGroup, name, signers);
    }

    /** Every certificate authority that the configuration believes, those that order and those that trade. */
    List<Msp> authorities() {
        List<Msp> all = new ArrayList<>(ordererMembers.values());
        all.addAll(members.values());
        return all;
    }

    /**
     * The certificate of an identity if it is a genuine one of a member of this channel. Chains are built once per identity.
     */
    Optional<X509Certificate> genuine(Signatory signatory) {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(signatory, this::check);
    }

    private Optional<X509Certificate> check(Signatory signatory) {
        Msp msp = members.get(signatory.mspId());
        if (msp == null) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = Msp.certificate(signatory.certificate());
            return msp.issued(certificate) ? Optional.of(certificate) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
