package clearing.kernel.revenue.terms;

/** What a party is shown of statements, reports and measures. The order is part of the ledger's encoding. */
public enum View {
    /** Everything. */
    ALL,
    /** All amounts of all parties; values of measures only where its own amounts depend on them, or where it reports them. */
    SHARES,
    /** Its own amounts, and the values that they depend on, or that it reports. */
    OWN
}
