package clearing.devnet.endorse;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A proposal whose creator may have it run.
 *
 * @param channel the channel
 * @param transactionId the transaction that it may become
 * @param chaincode which chaincode to run
 * @param input function and arguments
 * @param header both headers, as they go into the transaction
 * @param publicPayload the payload without transient data, as it goes into the transaction
 * @param hash the proposal's hash
 * @param hasTransientData whether the proposal carries data that must not be stored
 * @param signed the proposal as its creator signed it
 */
public record CheckedProposal(
        String channel,
        String transactionId,
        String chaincode,
        ChaincodeInput input,
        Header header,
        ByteString publicPayload,
        ByteString hash,
        boolean hasTransientData,
        SignedProposal signed) {}
