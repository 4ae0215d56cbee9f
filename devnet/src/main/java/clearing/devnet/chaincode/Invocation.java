package clearing.devnet.chaincode;

import clearing.devnet.state.Simulation;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A call of a chaincode inside a transaction.
 *
 * @param channel the channel
 * @param transactionId the transaction
 * @param proposal what its creator signed; a called chaincode sees the same creator
 * @param input function and arguments
 * @param simulation what the transaction read and wrote so far
 */
public record Invocation(
        String channel, String transactionId, SignedProposal proposal, ChaincodeInput input, Simulation simulation) {

    Invocation withInput(ChaincodeInput other) {
        return new Invocation(channel, transactionId, proposal, other, simulation);
    }
}
