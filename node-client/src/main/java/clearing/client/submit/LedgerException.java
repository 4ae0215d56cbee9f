package clearing.client.submit;

/** A call to the ledger that did not give its answer. {@link #kind} says what follows from that. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a caller may conclude. */
    public enum Kind {
        /** Try again, here or at another gateway: unavailable, at its limit, out of time, peers at different heights. */
        TRANSIENT,
        /** The contract ran and refused; its message is the detail. */
        CONTRACT,
        /** The ledger will not serve this caller or this message; trying again changes nothing. */
        DENIED
    }

    private final Kind kind;
    private final String detail;

    /**
     * @param kind   what follows
     * @param detail the contract's or the peers' own words
     * @param cause  the failure below
     */
    public LedgerException(Kind kind, String detail, Throwable cause) {
        super(kind + ": " + detail, cause);
        this.kind = kind;
        this.detail = detail;
    }

    /** What follows from it. */
    public Kind kind() {
        return kind;
    }

    /** The contract's or the peers' own words. */
    public String detail() {
        return detail;
    }
}
