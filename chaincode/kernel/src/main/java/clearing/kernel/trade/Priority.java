package clearing.kernel.trade;

/** The order is part of the ledger's encoding. */
public enum Priority {
    NORMAL,
    /** Considered before every normal trade of the same round. */
    URGENT
}
