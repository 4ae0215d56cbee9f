package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.Resource;
import clearing.devnet.endorse.CheckedProposal;
import clearing.devnet.endorse.NotEndorsedException;
import clearing.devnet.endorse.ProposalRefusedException;
import clearing.devnet.ledger.TransactionStatus;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * Fabric's endorser service of one organisation's peer: it runs a proposal on this peer alone and signs what came out. Of the system
 * chaincodes it has {@code qscc}, of which it has {@code GetBlockByTxID}.
 */
final class EndorserService extends EndorserGrpc.EndorserImplBase {
    private static final String QUERIES = "qscc";
    private static final String BLOCK_BY_TRANSACTION = "GetBlockByTxID";

    private final Peer peer;
    private final GatewayService.Shared shared;

    EndorserService(Peer peer, GatewayService.Shared shared) {
        this.peer = peer;
        this.shared = shared;
    }

    @Override
    public void processProposal(SignedProposal signed, StreamObserver<ProposalResponse> observer) {
        try {
            observer.onNext(respond(shared.proposals().check(signed)));
            observer.onCompleted();
        } catch (ProposalRefusedException e) {
            observer.onError(Refusals.of(Status.Code.UNKNOWN, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            observer.onError(Refusals.of(Status.Code.INTERNAL, "the ledger failed: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(Refusals.of(Status.Code.UNAVAILABLE, "the ledger is stopping"));
        }
    }

    private ProposalResponse respond(CheckedProposal proposal) throws IOException, InterruptedException {
        if (proposal.chaincode().equals(QUERIES)) {
            return query(proposal);
        }
        try (var snapshot = shared.ledger().state().snapshot()) {
            var endorsed = shared.endorser().endorse(peer, proposal, snapshot);
            return ProposalResponse.newBuilder()
                    .setVersion(1)
                    .setResponse(endorsed.response())
                    .setPayload(endorsed.payload())
                    .setEndorsement(endorsed.endorsement())
                    .build();
        } catch (NotEndorsedException e) {
            return refusal(String.valueOf(e.getMessage()));
        }
    }

    private ProposalResponse query(CheckedProposal proposal) throws IOException {
        var arguments = proposal.input().getArgsList();
        if (arguments.size() != 3 || !arguments.get(0).toStringUtf8().equals(BLOCK_BY_TRANSACTION)) {
            return refusal("the embedded ledger's qscc has " + BLOCK_BY_TRANSACTION + " alone");
        }
        try {
            shared.access()
                    .require(
                            Resource.BLOCK_BY_TRANSACTION,
                            creator(proposal),
                            proposal.signed().getSignature(),
                            proposal.signed().getProposalBytes().toByteArray());
        } catch (AccessDeniedException e) {
            return refusal(String.valueOf(e.getMessage()));
        }
        if (!arguments.get(1).toStringUtf8().equals(proposal.channel())) {
            return refusal("Invalid chain ID, " + arguments.get(1).toStringUtf8());
        }
        var transaction = arguments.get(2).toStringUtf8();
        if (!shared.ledger().isCommitted(transaction)) {
            return refusal("Failed to get block for txID " + transaction + ", error no such transaction ID ["
                    + transaction + "] in index");
        }
        CompletableFuture<TransactionStatus> status = shared.ledger().await(transaction);
        return signed(proposal, shared.ledger().block(status.join().block()).toByteString());
    }

    private static ByteString creator(CheckedProposal proposal) throws InvalidProtocolBufferException {
        return SignatureHeader.parseFrom(proposal.header().getSignatureHeader()).getCreator();
    }

    private ProposalResponse signed(CheckedProposal proposal, ByteString answer) {
        var response = Response.newBuilder().setStatus(200).setPayload(answer).build();
        var action = ChaincodeAction.newBuilder()
                .setResponse(response)
                .setChaincodeId(ChaincodeID.newBuilder().setName(QUERIES).setVersion("syscc"));
        var payload = ProposalResponsePayload.newBuilder()
                .setProposalHash(proposal.hash())
                .setExtension(action.build().toByteString())
                .build()
                .toByteString();
        var endorser = peer.identity().serialized();
        var endorsement = Endorsement.newBuilder()
                .setEndorser(endorser)
                .setSignature(peer.identity().sign(payload.toByteArray(), endorser.toByteArray()));
        return ProposalResponse.newBuilder()
                .setVersion(1)
                .setResponse(response)
                .setPayload(payload)
                .setEndorsement(endorsement)
                .build();
    }

    private static ProposalResponse refusal(String message) {
        return ProposalResponse.newBuilder()
                .setResponse(Response.newBuilder().setStatus(500).setMessage(message))
                .build();
    }
}
