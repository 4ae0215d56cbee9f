package clearing.devnet.channel;

/** A request that its signer may not make. The message is what the caller is told. */
public final class AccessDeniedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    AccessDeniedException(String message, String reason) {
        super(message);
        this.reason = reason;
    }

    AccessDeniedException(String message, String reason, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What the policy itself says, without the place where it was asked. */
    public String reason() {
        return reason;
    }
}
