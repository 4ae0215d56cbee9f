package clearing.kernel.reconcile;

/** In what ledger and books disagree, as the member sees it that opens the break. Encoded by place: only ever added to. */
public enum SharedKind {
    /** The ledger posted it, the opener's books have no entry. */
    MISSING_IN_BOOKS,
    /** The opener's books have it, the ledger has no such posting. */
    MISSING_ON_CHAIN,
    /** Booked as if settled, which the trade is not. */
    UNSETTLED_ON_CHAIN,
    CURRENCY_DIFFERS,
    AMOUNT_DIFFERS,
    SIGN_DIFFERS,
    DUPLICATE,
    REVERSED,
    COUNTERPARTY_DIFFERS,
    DATE_DIFFERS,
    OTHER
}
