package clearing.generate;

/** How a trade settles: security against cash, currency against currency, or one payment. */
enum TradeKind {
    DVP,
    PVP,
    PAYMENT
}
