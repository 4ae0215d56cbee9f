package clearing.kernel.settlement;

/** Something that instructions draw on, by what it may give. */
sealed interface Place {
    int asset();

    /** A position: whose, in which account, of which asset. */
    record Slot(String member, int account, int asset) implements Place {}

    /** What one member may still give another net on the business day. */
    record Allowance(String member, String counterparty, int asset) implements Place {}
}
