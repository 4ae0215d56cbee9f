package clearing.client.revenue.explain;

/** How much of an agreement's figures a member is shown. */
public enum Sight {
    /** Everything: a party with that view, and a member that merely reads the ledger, such as a regulator. */
    ALL,
    /** All amounts; values of measures only where the viewer's own amounts depend on them, or it reports or attests them. */
    SHARES,
    /** Its own amounts, and those values. */
    OWN,
    /** What is set aside, withheld and released: the keeper of the escrow, where it is no party. */
    ESCROW,
    /** That the agreement exists, and its parties. */
    EXISTENCE
}
