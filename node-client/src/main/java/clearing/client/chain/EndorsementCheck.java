package clearing.client.chain;

import clearing.client.chain.BlockRejected.Reason;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Checks that every endorsement of a valid transaction was really signed by the member that it names. Whether the endorsements
 * satisfy the chaincode's policy is for the peers; this says that nobody put words into a member's mouth.
 */
final class EndorsementCheck {
    private EndorsementCheck() {}

    static void require(Block block, ChannelConfig config) throws InvalidProtocolBufferException {
        long number = block.getHeader().getNumber();
        if (block.getMetadata().getMetadataCount() <= BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE) {
            return;
        }
        ByteString codes = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            if (i < codes.size() && codes.byteAt(i) == TxValidationCode.VALID_VALUE) {
                requireEndorsements(number, i, block.getData().getData(i), config);
            }
        }
    }

    private static void requireEndorsements(long number, int index, ByteString raw, ChannelConfig config)
            throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(raw).getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return;
        }
        Transaction transaction = Transaction.parseFrom(payload.getData());
        for (var part : transaction.getActionsList()) {
            ChaincodeEndorsedAction action =
                    ChaincodeActionPayload.parseFrom(part.getPayload()).getAction();
            for (Endorsement endorsement : action.getEndorsementsList()) {
                Signatory endorser = BlockDecoder.signatory(endorsement.getEndorser());
                Optional<X509Certificate> certificate = config.genuine(endorser);
                boolean right = certificate.isPresent()
                        && Signatures.right(
                                certificate.get().getPublicKey(),
                                endorsement.getSignature().toByteArray(),
                                List.of(
                                        action.getProposalResponsePayload().toByteArray(),
                                        endorsement.getEndorser().toByteArray()));
                if (!right) {
                    throw new BlockRejected(
                            number,
                            Reason.ENDORSEMENT,
                            "Transaction " + index + " has a wrong endorsement in the name of " + endorser.mspId()
                                    + ".");
                }
            }
        }
    }
}
