package clearing.kernel.cycle;

/** What became of the nets of two members in a cycle. The order is part of the ledger's encoding. */
public enum PairOutcome {
    /** The cycle has not settled yet. */
    OPEN,
    SETTLED,
    /** Short, and an obligation of a later cycle now. */
    CARRIED,
    /** Short, and larger than any position can be: the two must end it between themselves. */
    BEYOND_LIMIT,
    /** One of the two is in default, and what they owed each other is part of it. */
    CLOSED_OUT
}
