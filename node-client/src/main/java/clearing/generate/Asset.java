package clearing.generate;

/**
 * An asset of the day.
 *
 * @param code ISO 4217 code or ISIN
 * @param kind cash or security
 * @param scale decimals of its amounts
 * @param name the currency or the fictional issuer
 * @param price of a security, one unit, in minor units of {@code quote}; 0 for cash
 * @param quote currency that the security trades in; its own code for cash
 */
record Asset(String code, Kind kind, int scale, String name, long price, String quote) {

    enum Kind {
        CASH,
        SECURITY
    }

    boolean cash() {
        return kind == Kind.CASH;
    }

    /** The amount as a decimal in this asset's scale, with a minus sign where negative. */
    String decimal(long minor) {
        return Decimals.format(minor, scale);
    }
}
