package clearing.kernel.revenue.terms;

/** What a measure counts, and so what it may be added to, compared with and multiplied by. Values are 64-bit integers of the unit. */
public sealed interface Unit {
    /**
     * Minor units of an asset.
     *
     * @param asset code
     */
    record Money(String asset) implements Unit {}

    /**
     * Things, zero or more.
     *
     * @param of what they are, such as {@code users}
     */
    record Count(String of) implements Unit {}

    /** Minutes of use, zero or more. */
    record Minutes() implements Unit {}

    /** A proportion in millionths: 12.5 % is 125,000. Zero or more. */
    record Percent() implements Unit {}

    /**
     * What one unit of another asset is worth in the agreement's currency, in 10^-8: 7.8125 is 781,250,000. Above zero.
     *
     * @param asset code of the other asset
     */
    record ExchangeRate(String asset) implements Unit {
        /** Places of one. */
        public static final long SCALE = 100_000_000;
    }
}
