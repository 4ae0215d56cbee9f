package clearing.reconcile;

/** The two sides of a reconciliation. */
public enum Side {
    /** The ledger that the consortium shares. */
    CHAIN,
    /** The member's own books. */
    BOOKS
}
