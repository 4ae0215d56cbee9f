package clearing.devnet.gateway;

import clearing.devnet.endorse.CheckedProposal;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** Makes a transaction of a proposal and its endorsements; its creator signs it. */
final class PreparedTransactions {

    private PreparedTransactions() {}

    static Envelope prepare(CheckedProposal proposal, EndorsementCollection.Agreement agreement) {
        var action = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposal.publicPayload())
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(agreement.payload())
                        .addAllEndorsements(agreement.endorsements()))
                .build();
        var transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(proposal.header().getSignatureHeader())
                        .setPayload(action.toByteString()))
                .build();
        var payload = Payload.newBuilder()
                .setHeader(proposal.header())
                .setData(transaction.toByteString())
                .build();
        return Envelope.newBuilder().setPayload(payload.toByteString()).build();
    }
}
