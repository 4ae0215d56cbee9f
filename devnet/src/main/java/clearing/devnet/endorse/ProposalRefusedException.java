package clearing.devnet.endorse;

/** A proposal that is not run. The message has Fabric's wording. */
public final class ProposalRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Who is to blame, which decides the status that the client sees. */
    public enum Reason {
        /** The proposal cannot be read. */
        MALFORMED,
        /** Its creator may not have it run, or it was run before. */
        DENIED,
        /** Its creator's certificate is over; Fabric cuts the connection then. */
        EXPIRED,
        /** The channel is not here. */
        UNKNOWN_CHANNEL
    }

    private final Reason reason;

    ProposalRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Who is to blame. */
    public Reason reason() {
        return reason;
    }
}
