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

    /** gRPC clients refuse headers of more than 8 kB unless told otherwise, and details travel there. */
    private static final int DETAIL_CHARS_MAX = 4000;

    private Refusals() {}

    static StatusRuntimeException of(Status.Code code, String message) {
        return code.toStatus().withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException of(Status.Code code, String message, List<ErrorDetail> details) {
        var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(message);
        var each = DETAIL_CHARS_MAX / Math.max(1, details.size());
        details.forEach(detail -> status.addDetails(Any.pack(shortened(detail, each), TYPE_URL_PREFIX)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static ErrorDetail shortened(ErrorDetail detail, int chars) {
        var message = detail.getMessage();
        return message.length() <= chars
                ? detail
                : detail.toBuilder()
                        .setMessage(message.substring(0, chars) + "...")
                        .build();
    }

    static ErrorDetail detail(Peer peer, String message) {
        return ErrorDetail.newBuilder()
                .setAddress(peer.address())
                .setMspId(peer.mspId())
                .setMessage(message)
                .build();
    }
}
