package clearing.client.certificate;

import clearing.client.chain.BlockDecoder;
import clearing.client.chain.BlockTransaction;
import clearing.client.chain.ChannelRules;
import clearing.client.chain.ReadEntry;
import clearing.client.chain.Signer;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/** The part of a certificate that the transaction itself carries: who asked, what was endorsed by whom, under which policy. */
final class TransactionProof {
    static final String LIFECYCLE = "_lifecycle";
    private static final String ENDORSEMENT = "Endorsement";
    private static final String OWN_POLICIES = "/Channel/Application/";

    private final Certificate certificate;
    private final ChannelRules rules;
    private final BlockTransaction transaction;
    private final ReadValues values;

    TransactionProof(Certificate certificate, ChannelRules rules) throws InvalidProtocolBufferException {
        this.certificate = certificate;
        this.rules = rules;
        int index = certificate.place().index();
        List<ByteString> envelopes = certificate.block().data().envelopes();
        if (index >= envelopes.size()) {
            throw new Refuted("Block " + certificate.place().block() + " has no transaction " + index + ".");
        }
        this.transaction = BlockDecoder.envelope(envelopes.get(index), index);
        this.values = new ReadValues(certificate.sources());
    }

    BlockTransaction transaction() {
        return transaction;
    }

    ReadValues values() {
        return values;
    }

    static String sequenceKey(String chaincode) {
        return "namespaces/fields/" + chaincode + "/Sequence";
    }

    static String validationKey(String chaincode) {
        return "namespaces/fields/" + chaincode + "/ValidationInfo";
    }

    private ByteString raw() {
        return certificate.block().data().envelopes().get(certificate.place().index());
    }

    /** The envelope was signed by a member, and its id is its own. */
    String creator() throws InvalidProtocolBufferException {
        Envelope envelope = Envelope.parseFrom(raw());
        Payload payload = Payload.parseFrom(envelope.getPayload());
        ChannelHeader channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        SignatureHeader header = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        if (channel.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE
                || !channel.getChannelId().equals(certificate.channel())
                || !transaction.chaincode().equals(certificate.chaincode())) {
            throw new Refuted("It is no transaction of chaincode " + certificate.chaincode() + " on channel "
                    + certificate.channel() + ".");
        }
        if (!HexFormat.of()
                .formatHex(Hashes.sha256(header.getNonce(), header.getCreator()))
                .equals(channel.getTxId())) {
            throw new Refuted("The transaction's id is not the hash of its nonce and creator.");
        }
        Signer creator = rules.signer(header.getCreator(), envelope.getSignature(), envelope.getPayload())
                .orElseThrow(() -> new Refuted("The transaction is not signed by the member that it names."));
        return "Transaction " + transaction.txId() + " is signed by " + creator.mspId() + ".";
    }

    private record Endorsed(List<Signer> endorsers, ChaincodeAction action) {}

    /** Whose peers endorsed an envelope; each endorsement has to be right. */
    private static Endorsed endorsed(ByteString raw, ChannelRules rules) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(raw).getPayload());
        ChaincodeActionPayload action = ChaincodeActionPayload.parseFrom(
                Transaction.parseFrom(payload.getData()).getActions(0).getPayload());
        ByteString answer = action.getAction().getProposalResponsePayload();
        ByteString asked = ByteString.copyFrom(Hashes.sha256(
                payload.getHeader().getChannelHeader(),
                payload.getHeader().getSignatureHeader(),
                action.getChaincodeProposalPayload()));
        ProposalResponsePayload response = ProposalResponsePayload.parseFrom(answer);
        if (!response.getProposalHash().equals(asked)) {
            throw new Refuted("What was endorsed is not what was asked for.");
        }
        List<Signer> endorsers = new ArrayList<>();
        for (Endorsement one : action.getAction().getEndorsementsList()) {
            endorsers.add(rules.signer(one.getEndorser(), one.getSignature(), answer, one.getEndorser())
                    .orElseThrow(() -> new Refuted("An endorsement is wrong or of none of the members.")));
        }
        return new Endorsed(endorsers.stream().distinct().toList(), ChaincodeAction.parseFrom(response.getExtension()));
    }

    /** The policy in force, from the definition that the transaction read, or the channel's own where there is none. */
    private ApplicationPolicy policy() throws InvalidProtocolBufferException, GeneralSecurityException {
        Optional<ReadEntry.Version> defined =
                ReadValues.version(transaction, LIFECYCLE, sequenceKey(certificate.chaincode()));
        if (defined.isEmpty()) {
            return ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference(OWN_POLICIES + ENDORSEMENT)
                    .build();
        }
        ReadValues.Source definition = values.writer(defined.get());
        ReadValues.written(definition, LIFECYCLE, sequenceKey(certificate.chaincode()));
        List<Signer> endorsers = endorsed(definition.raw(), rules).endorsers();
        if (!rules.satisfiedInApplication("LifecycleEndorsement", endorsers)) {
            throw new Refuted("The definition of " + certificate.chaincode() + " in block " + definition.block()
                    + " is not endorsed as the channel's policy LifecycleEndorsement asks.");
        }
        ByteString stored = values.after(definition, LIFECYCLE, validationKey(certificate.chaincode()));
        return ApplicationPolicy.parseFrom(
                ChaincodeValidationInfo.parseFrom(StateData.parseFrom(stored).getBytes())
                        .getValidationParameter());
    }

    /** Whether the signers satisfy the contract's endorsement policy. */
    boolean satisfied(List<Signer> signers) throws InvalidProtocolBufferException, GeneralSecurityException {
        ApplicationPolicy policy = policy();
        if (policy.hasSignaturePolicy()) {
            SignaturePolicyEnvelope rule = SignaturePolicyEnvelope.parseFrom(
                    policy.getSignaturePolicy().toByteString());
            return rules.satisfied(rule, signers);
        }
        String reference = policy.getChannelConfigPolicyReference();
        return reference.startsWith(OWN_POLICIES)
                && rules.satisfiedInApplication(reference.substring(OWN_POLICIES.length()), signers);
    }

    /** Whether the signers also satisfy the channel's own endorsement policy, which no definition can weaken. */
    boolean satisfiesChannel(List<Signer> signers) throws InvalidProtocolBufferException, GeneralSecurityException {
        return rules.satisfiedInApplication(ENDORSEMENT, signers);
    }

    /** The endorsements are right and enough. */
    String endorsements() throws InvalidProtocolBufferException, GeneralSecurityException {
        Endorsed endorsed = endorsed(raw(), rules);
        if (!endorsed.action().getChaincodeId().getName().equals(certificate.chaincode())) {
            throw new Refuted("Another chaincode was endorsed.");
        }
        if (!satisfied(endorsed.endorsers())) {
            throw new Refuted("The endorsements of " + ChainProof.names(endorsed.endorsers())
                    + " do not satisfy the endorsement policy.");
        }
        boolean defined = ReadValues.version(transaction, LIFECYCLE, sequenceKey(certificate.chaincode()))
                .isPresent();
        return "The peers of " + ChainProof.names(endorsed.endorsers()) + " endorsed it, as "
                + (defined ? "the chaincode's definition" : "the channel's policy Endorsement") + " asks.";
    }
}
