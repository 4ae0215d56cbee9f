package clearing.reconcile;

/** Why chain and books disagree on an item. In order of precedence where several fields of one pair differ. */
public enum BreakKind {
    /** The chain posted it, the books have no entry for it. */
    MISSING_IN_BOOKS,
    /** The books have it, the chain knows no such posting. */
    MISSING_ON_CHAIN,
    /** Booked as if settled, but the trade was rejected, cancelled, expired or failed. */
    UNSETTLED_ON_CHAIN,
    /** Booked in the same account, in another currency. */
    CURRENCY_DIFFERS,
    /** Booked in the right currency, in another account of the member. */
    ACCOUNT_DIFFERS,
    /** Same size, other direction. */
    SIGN_DIFFERS,
    /** Same reference and account, other amount. */
    AMOUNT_DIFFERS,
    /** Several entries sum up to one posting. */
    SPLIT_IN_BOOKS,
    /** One entry sums up several postings. */
    MERGED_IN_BOOKS,
    /** The entry of a posting that another entry has booked already. */
    DUPLICATE_IN_BOOKS,
    /** An entry that takes back the entry of a posting which stands on the chain. */
    REVERSED_IN_BOOKS,
    /** Same posting by amount, value date and counterparty; the reference is mistyped or absent. */
    REFERENCE_DIFFERS,
    /** Another party. */
    COUNTERPARTY_DIFFERS,
    /** Another value date. */
    DATE_DIFFERS,
    /** Right value date, booked later than the grace allows. */
    LATE_IN_BOOKS
}
