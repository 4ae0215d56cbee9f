package clearing.kernel.trade;

/** The order is part of the ledger's encoding. */
public enum TradeKind {
    /** Securities against cash, both legs or none. */
    DVP,
    /** One currency against another, both legs or none. */
    PVP,
    /** One leg: a payment, or a delivery free of payment. */
    PAYMENT
}
