package clearing.kernel.defaults;

/** The order in which resources bear a defaulter's loss. The order is part of the ledger's encoding. */
public enum WaterfallStep {
    /** The defaulter's own cash in the account of the default rule. */
    OWN_CASH,
    /** What counterparties owe the defaulter after close-out. */
    RECEIVABLES,
    /** The defaulter's collateral: cash as it is, everything else sold to the buyers of the default rule. */
    COLLATERAL,
    /** The defaulter's own contributions to the reserve fund. */
    OWN_RESERVE,
    /** Own capital that members have put before the fund of all (skin in the game). */
    FIRST_LOSS,
    /** The survivors' contributions to the fund. */
    RESERVE,
    /** Losses beyond the fund, borne by the survivors up to a cap each. */
    LOSS_ALLOCATION,
    /** What the claims were paid. */
    PAYMENT
}
