package clearing.generate;

/** What becomes of a trade, by construction: most settle, a known few cannot. */
enum Fate {
    /** Both sides know it alike and both accounts are funded for it. */
    SETTLES("SETTLED"),
    /** Both sides know it alike, but the delivering account never holds the asset. */
    UNCOVERED("FAILED"),
    /** The buyer's file has another quantity. */
    QUANTITY_DIFFERS("REJECTED"),
    /** The buyer's file has another settlement amount. */
    AMOUNT_DIFFERS("REJECTED"),
    /** The buyer's file has a later value date. */
    VALUE_DATE_DIFFERS("REJECTED"),
    /** Only the seller's file has it. */
    UNKNOWN_TO_BUYER("REJECTED"),
    /** Only the buyer's file has it: nobody alleges it, the ledger never hears of it. */
    UNKNOWN_TO_SELLER("");

    private final String state;

    Fate(String state) {
        this.state = state;
    }

    /** The trade's last state on the ledger; empty where it never gets there. */
    String state() {
        return state;
    }

    boolean settles() {
        return this == SETTLES;
    }

    /** Whether the seller's file has it, so that the ledger does. */
    boolean alleged() {
        return this != UNKNOWN_TO_SELLER;
    }
}
