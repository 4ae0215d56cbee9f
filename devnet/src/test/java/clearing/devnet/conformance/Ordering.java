package clearing.devnet.conformance;

import clearing.devnet.block.Blocks;
import clearing.devnet.identity.IdentityException;
import clearing.devnet.identity.Msp;
import clearing.devnet.identity.MspRegistry;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * Who orders, by a channel's first block. What a client sees of it differs between Fabric's two ways of ordering: with {@code
 * etcdraft} one orderer answers for all and signs blocks in its own name; with {@code BFT} a quorum must take each request and
 * signs each block, by the numbers that the channel gives its orderers.
 */
record Ordering(String type, MspRegistry organisations, Map<Integer, ByteString> numbered) {

    static Ordering of(Block genesis) throws InvalidProtocolBufferException {
        var envelope = Envelope.parseFrom(genesis.getData().getData(0));
        var payload = Payload.parseFrom(envelope.getPayload());
        var orderer = ConfigEnvelope.parseFrom(payload.getData())
                .getConfig()
                .getChannelGroup()
                .getGroupsOrThrow("Orderer");
        var msps = new ArrayList<Msp>();
        for (var organisation : orderer.getGroupsMap().values()) {
            var msp = MSPConfig.parseFrom(organisation.getValuesOrThrow("MSP").getValue());
            msps.add(Msp.from(FabricMSPConfig.parseFrom(msp.getConfig())));
        }
        var type = ConsensusType.parseFrom(
                orderer.getValuesOrThrow("ConsensusType").getValue());
        return new Ordering(type.getType(), new MspRegistry(msps), numbered(orderer));
    }

    private static Map<Integer, ByteString> numbered(ConfigGroup orderer) throws InvalidProtocolBufferException {
        var found = new HashMap<Integer, ByteString>();
        if (orderer.containsValues("Orderers")) {
            for (var consenter : Orderers.parseFrom(
                            orderer.getValuesOrThrow("Orderers").getValue())
                    .getConsenterMappingList()) {
                found.put(
                        consenter.getId(),
                        SerializedIdentity.newBuilder()
                                .setMspid(consenter.getMspId())
                                .setIdBytes(consenter.getIdentity())
                                .build()
                                .toByteString());
            }
        }
        return found;
    }

    /** Whether a quorum of the orderers must take a request, and not any one of them. */
    boolean isByQuorum() {
        return type.equals("BFT");
    }

    /** How many of them must have signed a block: by quorum, so many that two such groups share an honest one. */
    int signatures() {
        var all = numbered.size();
        var liars = (all - 1) / 3;
        return isByQuorum() ? (all + liars + 2) / 2 : 1;
    }

    /** The number of valid signatures of distinct orderers under a block. */
    long signaturesOf(Block block) throws InvalidProtocolBufferException, IdentityException {
        var metadata = Metadata.parseFrom(block.getMetadata().getMetadata(0));
        var signers = new java.util.HashSet<ByteString>();
        for (var signature : metadata.getSignaturesList()) {
            var signer = signer(signature);
            var header = signature.getSignatureHeader().isEmpty()
                    ? signature.getIdentifierHeader()
                    : signature.getSignatureHeader();
            if (organisations
                    .identify(signer)
                    .signed(
                            signature.getSignature(),
                            metadata.getValue().toByteArray(),
                            header.toByteArray(),
                            Blocks.headerBytes(block.getHeader()))) {
                signers.add(signer);
            }
        }
        return signers.size();
    }

    private ByteString signer(MetadataSignature signature) throws InvalidProtocolBufferException {
        if (!signature.getSignatureHeader().isEmpty()) {
            return SignatureHeader.parseFrom(signature.getSignatureHeader()).getCreator();
        }
        var number = IdentifierHeader.parseFrom(signature.getIdentifierHeader()).getIdentifier();
        var signer = numbered.get(number);
        if (signer == null) {
            throw new InvalidProtocolBufferException("the channel has no orderer " + number);
        }
        return signer;
    }
}
