package clearing.devnet.endorse;

import com.google.protobuf.ByteString;
import java.util.Set;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Response;

/**
 * A peer's endorsement.
 *
 * @param payload the bytes that all endorsers of a transaction must agree on
 * @param endorsement the peer's identity and signature over the payload
 * @param response what the chaincode answered
 * @param namespaces the chaincodes whose policies the transaction must satisfy
 */
public record Endorsed(ByteString payload, Endorsement endorsement, Response response, Set<String> namespaces) {}
