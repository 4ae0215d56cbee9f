package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import clearing.devnet.channel.Access;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.Resource;
import clearing.devnet.endorse.CheckedProposal;
import clearing.devnet.endorse.Endorser;
import clearing.devnet.endorse.NotEndorsedException;
import clearing.devnet.endorse.ProposalCheck;
import clearing.devnet.endorse.ProposalRefusedException;
import clearing.devnet.ledger.Ledger;
import clearing.devnet.ledger.TransactionStatus;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fabric's gateway service of one organisation's peer. Calls run on virtual threads and may block. */
final class GatewayService extends GatewayGrpc.GatewayImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);

    /** What all gateways of the channel share. */
    record Shared(
            Ledger ledger,
            Network network,
            Access access,
            ProposalCheck proposals,
            Endorser endorser,
            EndorsementPlans plans,
            Submission submission,
            ExecutorService executor) {}

    private final Peer peer;
    private final Shared shared;
    private final ChaincodeEventStream events;

    /** The gateway of a peer. */
    GatewayService(Peer peer, Shared shared) {
        this.peer = peer;
        this.shared = shared;
        this.events = new ChaincodeEventStream(shared.ledger(), shared.access());
    }

    /** Makes an answer, which may fail with a status. */
    @FunctionalInterface
    private interface Answer<T> {
        T make() throws InterruptedException;
    }

    private static <T> void answer(StreamObserver<T> observer, Answer<T> answer) {
        try {
            observer.onNext(answer.make());
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(Refusals.of(Status.Code.UNAVAILABLE, "the ledger is stopping"));
        } catch (RuntimeException e) {
            LOG.error("a call failed", e);
            observer.onError(Refusals.of(Status.Code.INTERNAL, "the ledger failed: " + e));
        }
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> observer) {
        answer(observer, () -> endorse(request));
    }

    private EndorseResponse endorse(EndorseRequest request) throws InterruptedException {
        var signed = request.getProposedTransaction();
        if (signed.getProposalBytes().isEmpty()) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "the proposed transaction must contain a signed proposal");
        }
        var proposal = checkForEndorsement(signed);
        try (var snapshot = shared.ledger().state().snapshot()) {
            var collection = new EndorsementCollection(
                    shared.network(), shared.endorser(), shared.executor(), proposal, snapshot);
            var named = request.getEndorsingOrganizationsList();
            var agreement = named.isEmpty()
                    ? collection.byPolicy(peer.mspId(), shared.plans())
                    : collection.fromOrganisations(named);
            return EndorseResponse.newBuilder()
                    .setPreparedTransaction(PreparedTransactions.prepare(proposal, agreement))
                    .build();
        }
    }

    private CheckedProposal checkForEndorsement(SignedProposal signed) {
        try {
            return shared.proposals().check(signed);
        } catch (ProposalRefusedException e) {
            var message = String.valueOf(e.getMessage());
            throw switch (e.reason()) {
                case MALFORMED -> Refusals.of(Status.Code.INVALID_ARGUMENT, message);
                case UNKNOWN_CHANNEL ->
                    Refusals.of(
                            Status.Code.FAILED_PRECONDITION,
                            "no combination of peers can be derived which satisfy the endorsement policy: " + message);
                case DENIED, EXPIRED ->
                    Refusals.of(
                            Status.Code.ABORTED,
                            "failed to endorse transaction, see attached details for more info",
                            List.of(Refusals.detail(peer, message)));
            };
        }
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> observer) {
        answer(
                observer,
                () -> EvaluateResponse.newBuilder().setResult(evaluate(request)).build());
    }

    private Response evaluate(EvaluateRequest request) throws InterruptedException {
        if (request.getProposedTransaction().getProposalBytes().isEmpty()) {
            throw Refusals.of(
                    Status.Code.INVALID_ARGUMENT,
                    "failed to unpack transaction proposal: a signed proposal is required");
        }
        var proposal = checkForEvaluation(request.getProposedTransaction());
        var candidates = evaluators(request, proposal);
        var details = new ArrayList<ErrorDetail>();
        for (var candidate : candidates) {
            try (var snapshot = shared.ledger().state().snapshot()) {
                return shared.endorser().evaluate(candidate, proposal, snapshot);
            } catch (NotEndorsedException e) {
                details.add(Refusals.detail(candidate, String.valueOf(e.getMessage())));
                if (!e.isWorthRetrying()) {
                    throw Refusals.of(e.code(), "evaluate call to endorser returned error: " + e.getMessage(), details);
                }
            }
        }
        throw Refusals.of(
                Status.Code.ABORTED, "failed to evaluate transaction, see attached details for more info", details);
    }

    private List<Peer> evaluators(EvaluateRequest request, CheckedProposal proposal) {
        var candidates = shared.network().inOrderOfPreference(peer.mspId(), proposal.chaincode());
        var targets = request.getTargetOrganizationsList();
        if (!targets.isEmpty()) {
            candidates.removeIf(candidate -> !targets.contains(candidate.mspId()));
        } else if (proposal.hasTransientData()) {
            candidates.removeIf(candidate -> !candidate.mspId().equals(peer.mspId()));
        }
        if (candidates.isEmpty()) {
            throw Refusals.of(
                    Status.Code.FAILED_PRECONDITION,
                    "no peers available to evaluate chaincode " + proposal.chaincode() + " in channel "
                            + proposal.channel());
        }
        return candidates;
    }

    private CheckedProposal checkForEvaluation(SignedProposal signed) {
        try {
            return shared.proposals().check(signed);
        } catch (ProposalRefusedException e) {
            var message = String.valueOf(e.getMessage());
            var details = List.of(Refusals.detail(peer, message));
            throw switch (e.reason()) {
                case MALFORMED ->
                    Refusals.of(Status.Code.INVALID_ARGUMENT, "failed to unpack transaction proposal: " + message);
                case UNKNOWN_CHANNEL ->
                    Refusals.of(Status.Code.UNAVAILABLE, "failed to get config for channel: " + message);
                case DENIED ->
                    Refusals.of(
                            Status.Code.FAILED_PRECONDITION,
                            "evaluate call to endorser returned error: " + message,
                            details);
                case EXPIRED ->
                    Refusals.of(
                            Status.Code.UNAVAILABLE,
                            "failed to evaluate transaction, see attached details for more info",
                            details);
            };
        }
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> observer) {
        answer(observer, () -> {
            shared.submission().submit(request);
            return SubmitResponse.getDefaultInstance();
        });
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest signed, StreamObserver<CommitStatusResponse> observer) {
        CommitStatusRequest request;
        try {
            request = checkStatusRequest(signed);
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        var status = shared.ledger().await(request.getTransactionId());
        var answered = status.thenAccept(known -> answer(observer, () -> response(known)));
        ((ServerCallStreamObserver<CommitStatusResponse>) observer).setOnCancelHandler(() -> {
            status.cancel(false);
            answered.cancel(false);
        });
    }

    private static CommitStatusResponse response(TransactionStatus status) {
        return CommitStatusResponse.newBuilder()
                .setResult(status.code())
                .setBlockNumber(status.block())
                .build();
    }

    private CommitStatusRequest checkStatusRequest(SignedCommitStatusRequest signed) {
        if (signed.getRequest().isEmpty()) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "a commit status request is required");
        }
        try {
            var request = CommitStatusRequest.parseFrom(signed.getRequest());
            if (request.getIdentity().isEmpty()) {
                throw Refusals.of(Status.Code.INVALID_ARGUMENT, "no identity provided");
            }
            if (request.getChannelId().isEmpty()) {
                throw Refusals.of(Status.Code.INVALID_ARGUMENT, "no channel ID provided");
            }
            if (request.getTransactionId().isEmpty()) {
                throw Refusals.of(Status.Code.INVALID_ARGUMENT, "transaction ID should not be empty");
            }
            shared.access()
                    .require(
                            Resource.COMMIT_STATUS,
                            request.getChannelId(),
                            request.getIdentity(),
                            signed.getSignature(),
                            signed.getRequest().toByteArray());
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "invalid status request: " + e.getMessage());
        } catch (AccessDeniedException e) {
            throw Refusals.of(Status.Code.PERMISSION_DENIED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void chaincodeEvents(SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> observer) {
        events.open(signed, observer);
    }
}
