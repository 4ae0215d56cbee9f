package clearing.devnet.endorse;

import io.grpc.Status;

/** A proposal that a peer ran and did not endorse. */
public final class NotEndorsedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Status.Code code;

    NotEndorsedException(Status.Code code, String message) {
        super(message);
        this.code = code;
    }

    /** {@code ABORTED} when the peer could not run it, {@code UNKNOWN} when the chaincode answered with an error. */
    public Status.Code code() {
        return code;
    }

    /** Whether another peer might do better. */
    public boolean isWorthRetrying() {
        return code == Status.Code.ABORTED;
    }
}
