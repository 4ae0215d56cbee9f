package clearing.kernel.revenue.terms;

/** What happens to the period in which a later version begins. The order is part of the ledger's encoding. */
public enum Changeover {
    /** A later version begins with a period, never within one. */
    AT_PERIOD,
    /** Each version is calculated over the whole period and counts by the days that it was in force. */
    BY_DAYS
}
