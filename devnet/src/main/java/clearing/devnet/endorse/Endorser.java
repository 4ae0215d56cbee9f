package clearing.devnet.endorse;

import clearing.devnet.chaincode.Execution;
import clearing.devnet.chaincode.ExecutionException;
import clearing.devnet.chaincode.Invocation;
import clearing.devnet.chaincode.Peer;
import clearing.devnet.ledger.ChaincodeDefinition;
import clearing.devnet.ledger.ChaincodeDefinitions;
import clearing.devnet.state.Simulation;
import clearing.devnet.state.StateSnapshot;
import io.grpc.Status;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** Runs proposals on a peer. */
public final class Endorser {

    private static final int ERROR_THRESHOLD = 400;

    private final ChaincodeDefinitions chaincodes;

    /** An endorser of the channel's chaincodes. */
    public Endorser(ChaincodeDefinitions chaincodes) {
        this.chaincodes = chaincodes;
    }

    private record Ran(ChaincodeDefinition definition, Execution execution, Simulation simulation) {}

    /**
     * Runs the proposal and signs what came out.
     *
     * @throws NotEndorsedException if it could not be run or the chaincode answered with an error
     */
    public Endorsed endorse(Peer peer, CheckedProposal proposal, StateSnapshot snapshot)
            throws NotEndorsedException, InterruptedException {
        var ran = run(peer, proposal, snapshot);
        var action = ChaincodeAction.newBuilder()
                .setResults(ran.simulation().result().toByteString())
                .setResponse(ran.execution().response())
                .setChaincodeId(ChaincodeID.newBuilder()
                        .setName(proposal.chaincode())
                        .setVersion(ran.definition().version()));
        ran.execution().event().map(ChaincodeEvent::toByteString).ifPresent(action::setEvents);
        var payload = ProposalResponsePayload.newBuilder()
                .setProposalHash(proposal.hash())
                .setExtension(action.build().toByteString())
                .build()
                .toByteString();
        var endorser = peer.identity().serialized();
        var signature = peer.identity().sign(payload.toByteArray(), endorser.toByteArray());
        var endorsement = Endorsement.newBuilder()
                .setEndorser(endorser)
                .setSignature(signature)
                .build();
        return new Endorsed(
                payload,
                endorsement,
                ran.execution().response(),
                ran.simulation().namespaces());
    }

    /**
     * Runs the proposal for its answer only.
     *
     * @throws NotEndorsedException if it could not be run or the chaincode answered with an error
     */
    public Response evaluate(Peer peer, CheckedProposal proposal, StateSnapshot snapshot)
            throws NotEndorsedException, InterruptedException {
        return run(peer, proposal, snapshot).execution().response();
    }

    private Ran run(Peer peer, CheckedProposal proposal, StateSnapshot snapshot)
            throws NotEndorsedException, InterruptedException {
        var name = proposal.chaincode();
        var definition = chaincodes
                .find(name)
                .orElseThrow(() -> new NotEndorsedException(
                        Status.Code.ABORTED,
                        "make sure the chaincode " + name + " has been successfully defined on channel "
                                + proposal.channel() + " and try again: chaincode " + name + " not found"));
        var simulation = new Simulation(snapshot, proposal.transactionId());
        var invocation = new Invocation(
                proposal.channel(), proposal.transactionId(), proposal.signed(), proposal.input(), simulation);
        try {
            var execution = peer.execute(name, invocation);
            var response = execution.response();
            if (response.getStatus() < 200 || response.getStatus() >= ERROR_THRESHOLD) {
                throw new NotEndorsedException(
                        Status.Code.UNKNOWN,
                        "chaincode response " + response.getStatus() + ", " + response.getMessage());
            }
            return new Ran(definition, execution, simulation);
        } catch (ExecutionException e) {
            throw new NotEndorsedException(
                    Status.Code.ABORTED,
                    "error in simulation: failed to execute transaction " + proposal.transactionId() + ": "
                            + e.getMessage());
        }
    }
}
