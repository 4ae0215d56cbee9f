package clearing.kernel.revenue.terms;

/** What a measure of a period is when it comes in parts. The order is part of the ledger's encoding. */
public enum Aggregation {
    SUM,
    /** The value of the last part, such as a level at the end of the period. */
    LAST,
    MAX,
    /** The sum over the number of parts, exactly. */
    AVERAGE
}
