package clearing.generate;

/** The differences between chain and books that are planted, by the names that reconciliation gives them. */
enum BreakKind {
    /** No entry for the posting. */
    MISSING_IN_BOOKS,
    /** An entry with a reference that the chain does not know. */
    MISSING_ON_CHAIN,
    /** Same reference and account, other amount. */
    AMOUNT_DIFFERS,
    /** Booked in the statement of another currency instead of the right one. */
    CURRENCY_DIFFERS,
    /** Booked to the member's other account. */
    ACCOUNT_DIFFERS,
    /** Other value date. */
    DATE_DIFFERS,
    /** The same entry twice. */
    DUPLICATE_IN_BOOKS,
    /** Another counterparty. */
    COUNTERPARTY_DIFFERS,
    /** Debit for credit. */
    SIGN_DIFFERS,
    /** Several entries that sum to the posting. */
    SPLIT_IN_BOOKS,
    /** One entry for several postings. */
    MERGED_IN_BOOKS,
    /** Right value date, booked more than one business day after it. */
    LATE_IN_BOOKS,
    /** The entry, and a second one that takes it back. */
    REVERSED_IN_BOOKS,
    /** A mistyped reference or none, all else right. */
    REFERENCE_DIFFERS,
    /** Booked as settled, but the chain rejected or failed the trade. */
    UNSETTLED_ON_CHAIN
}
