package clearing.kernel.revenue.terms;

/** How often an agreement is calculated. The order is part of the ledger's encoding. */
public enum Cycle {
    DAILY,
    MONTHLY,
    QUARTERLY
}
