package clearing.reconcile;

/**
 * A trade of this member that will never settle. It moves nothing on the chain, so whatever the books say of it is a break.
 *
 * @param tradeId of the chain
 * @param reference of the trade
 * @param state how it ended
 */
public record UnsettledTrade(String tradeId, String reference, State state) {
    /** The final states without settlement. */
    public enum State {
        REJECTED,
        CANCELLED,
        EXPIRED,
        FAILED,
        CLOSED_OUT
    }
}
