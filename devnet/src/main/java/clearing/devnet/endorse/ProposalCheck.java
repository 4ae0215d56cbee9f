package clearing.devnet.endorse;

import clearing.devnet.channel.Access;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.channel.Resource;
import clearing.devnet.endorse.ProposalRefusedException.Reason;
import clearing.devnet.identity.Identity;
import clearing.devnet.identity.IdentityException;
import clearing.devnet.ledger.Parsing;
import clearing.devnet.ledger.Proposals;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Everything that a peer checks before it runs a proposal. */
public final class ProposalCheck {

    private final ChannelConfig config;
    private final Access access;
    private final Predicate<String> isCommitted;

    /**
     * A check by the channel's members and policies.
     *
     * @param isCommitted whether a transaction with the id is in a block
     */
    public ProposalCheck(ChannelConfig config, Access access, Predicate<String> isCommitted) {
        this.config = config;
        this.access = access;
        this.isCommitted = isCommitted;
    }

    private record Unpacked(
            Header header,
            ChannelHeader channel,
            SignatureHeader signature,
            String chaincode,
            ChaincodeProposalPayload payload,
            ChaincodeInvocationSpec spec) {}

    /** Checks form, id, creator, signature, repetition and the creator's right to propose. */
    public CheckedProposal check(SignedProposal signed) throws ProposalRefusedException {
        var unpacked = unpack(signed);
        var channel = unpacked.channel().getChannelId();
        var transactionId = unpacked.channel().getTxId();
        if (!channel.equals(config.channel())) {
            throw new ProposalRefusedException(Reason.UNKNOWN_CHANNEL, "channel '" + channel + "' not found");
        }
        checkHeaders(unpacked, signed);
        var creator = creator(unpacked, signed);
        if (isCommitted.test(transactionId)) {
            throw new ProposalRefusedException(
                    Reason.DENIED,
                    "duplicate transaction found [" + transactionId + "]. Creator ["
                            + HexFormat.of()
                                    .formatHex(unpacked.signature().getCreator().toByteArray()) + "]");
        }
        try {
            access.require(Resource.PROPOSE, creator);
        } catch (AccessDeniedException e) {
            throw new ProposalRefusedException(Reason.DENIED, String.valueOf(e.getMessage()));
        }
        var publicPayload = ChaincodeProposalPayload.newBuilder()
                .setInput(unpacked.payload().getInput())
                .build()
                .toByteString();
        var header = unpacked.header();
        return new CheckedProposal(
                channel,
                transactionId,
                unpacked.chaincode(),
                unpacked.spec().getChaincodeSpec().getInput(),
                header,
                publicPayload,
                Proposals.hash(header.getChannelHeader(), header.getSignatureHeader(), publicPayload),
                unpacked.payload().getTransientMapCount() > 0,
                signed);
    }

    private static Unpacked unpack(SignedProposal signed) throws ProposalRefusedException {
        try {
            var proposal = Parsing.parse(Proposal.parser(), signed.getProposalBytes());
            var header = Header.parseFrom(proposal.getHeader());
            var channel = ChannelHeader.parseFrom(header.getChannelHeader());
            var signature = SignatureHeader.parseFrom(header.getSignatureHeader());
            var chaincode = ChaincodeHeaderExtension.parseFrom(channel.getExtension())
                    .getChaincodeId()
                    .getName();
            var payload = Parsing.parse(ChaincodeProposalPayload.parser(), proposal.getPayload());
            var spec = Parsing.parse(ChaincodeInvocationSpec.parser(), payload.getInput());
            if (chaincode.isEmpty()) {
                throw new ProposalRefusedException(
                        Reason.MALFORMED, "ChaincodeHeaderExtension.ChaincodeId.Name is empty");
            }
            if (!spec.getChaincodeSpec().hasInput()) {
                throw new ProposalRefusedException(Reason.MALFORMED, "chaincode input did not contain any input");
            }
            return new Unpacked(header, channel, signature, chaincode, payload, spec);
        } catch (InvalidProtocolBufferException e) {
            throw new ProposalRefusedException(Reason.MALFORMED, "the proposal cannot be read: " + e.getMessage());
        }
    }

    private static void checkHeaders(Unpacked unpacked, SignedProposal signed) throws ProposalRefusedException {
        var channel = unpacked.channel();
        var signature = unpacked.signature();
        if (channel.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE
                && channel.getType() != HeaderType.CONFIG_VALUE) {
            throw invalid("invalid header type " + channel.getType());
        }
        if (channel.getEpoch() != 0) {
            throw invalid("epoch is non-zero");
        }
        if (signature.getNonce().isEmpty()) {
            throw invalid("nonce is empty");
        }
        if (signature.getCreator().isEmpty()) {
            throw invalid("creator is empty");
        }
        var expected = Proposals.transactionId(signature.getNonce(), signature.getCreator());
        if (!expected.equals(channel.getTxId())) {
            throw invalid("incorrectly computed txid '" + channel.getTxId() + "' -- expected '" + expected + "'");
        }
        if (signed.getSignature().isEmpty()) {
            throw invalid("empty signature bytes");
        }
    }

    private Identity creator(Unpacked unpacked, SignedProposal signed) throws ProposalRefusedException {
        var denied = "access denied: channel [" + config.channel() + "] creator org ";
        Identity creator;
        try {
            creator = config.members().identify(unpacked.signature().getCreator());
        } catch (IdentityException e) {
            throw invalid(
                    e.mspId().map(msp -> denied + "[" + msp + "]").orElse(denied + "unknown, creator is malformed"));
        }
        if (creator.isExpired(access.now())) {
            throw new ProposalRefusedException(Reason.EXPIRED, "proposal client identity expired");
        }
        if (!creator.signed(signed.getSignature(), signed.getProposalBytes().toByteArray())) {
            throw invalid(denied + "[" + creator.mspId() + "]");
        }
        return creator;
    }

    private static ProposalRefusedException invalid(String reason) {
        return new ProposalRefusedException(Reason.DENIED, "error validating proposal: " + reason);
    }
}
