package clearing.kernel.reconcile;

/** Where a shared break stands. */
public enum BreakState {
    /** The other side has not shown anything yet. */
    OPEN,
    /** Both sides have shown their evidence. */
    ANSWERED,
    /** A resolution is proposed and neither institution has signed it wholly. */
    PROPOSED,
    /** One institution's maker and checker have signed. */
    HALF_SIGNED,
    /** A deadline has passed and a party said so; it is answered, proposed and signed as before. */
    ESCALATED,
    /** Four persons have signed. Final. */
    RESOLVED,
    /** The opener has taken it back. Final. */
    WITHDRAWN;

    public boolean ended() {
        return this == RESOLVED || this == WITHDRAWN;
    }
}
