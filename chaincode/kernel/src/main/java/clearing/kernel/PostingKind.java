package clearing.kernel;

/** Why value moved. */
public enum PostingKind {
    TRADE_LEG,
    DEPOSIT,
    WITHDRAWAL
}
