package clearing.kernel;

/** Why value moved. */
public enum PostingKind {
    TRADE_LEG,
    DEPOSIT,
    WITHDRAWAL,
    /** What two members' trades of a settlement cycle came to. */
    CYCLE_NET,
    /** A movement of a default's waterfall. */
    DEFAULT,
    /** Held value that its beneficiary took. */
    HOLD
}
