package clearing.kernel.cycle;

/** Where a cycle stands that is not open any more. The order is part of the ledger's encoding. */
public enum CycleState {
    /** The fence has passed it: nothing enters or leaves. */
    CUT_OFF,
    /** The pairs' nets stand; value has not moved. */
    NETTED,
    /** Value has moved, and what was short was carried. */
    SETTLED,
    /** Every trade of the cycle bears its final state. */
    CLOSED
}
