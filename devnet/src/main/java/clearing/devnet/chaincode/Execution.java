package clearing.devnet.chaincode;

import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Response;

/**
 * What a chaincode answered.
 *
 * @param response status, message and payload
 * @param event the event it set, if any
 * @param message the whole last message, which a calling chaincode gets
 */
public record Execution(Response response, Optional<ChaincodeEvent> event, ChaincodeMessage message) {}
