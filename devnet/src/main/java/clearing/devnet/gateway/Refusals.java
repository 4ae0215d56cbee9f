package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Failures as the gateway tells them: a gRPC status, with a detail for each peer that failed. */
final class Refusals {

    private static final String TYPE_URL_PREFIX = "type.googleapis.com";

    private Refusals() {}

    static StatusRuntimeException of(Status.Code code, String message) {
        return code.toStatus().withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException of(Status.Code code, String message, List<ErrorDetail> details) {
        var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(message);
        details.forEach(detail -> status.addDetails(Any.pack(detail, TYPE_URL_PREFIX)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static ErrorDetail detail(Peer peer, String message) {
        return ErrorDetail.newBuilder()
                .setAddress(peer.address())
                .setMspId(peer.mspId())
                .setMessage(message)
                .build();
    }
}
