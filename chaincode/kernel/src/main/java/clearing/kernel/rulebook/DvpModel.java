package clearing.kernel.rulebook;

/**
 * How a lane with cycles settles securities against funds: models of the BIS ("Delivery versus payment in securities settlement systems",
 * 1992). Model 1, both gross, is what a lane without cycle terms has. The order is part of the ledger's encoding.
 */
public enum DvpModel {
    /** Model 2: securities are delivered gross, trade by trade, and are final; their funds settle net at the end of the cycle. */
    NET_FUNDS,
    /** Model 3: securities and funds settle net, at one instant at the end of the cycle. */
    NET_BOTH
}
