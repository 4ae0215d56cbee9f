package clearing.kernel.asset;

/**
 * An instrument that members hold.
 *
 * @param code ISO 4217 code or ISIN
 * @param scale decimals of one minor unit: 2 for HKD, 0 for JPY or whole shares; 0 to 9
 * @param issuer the settlement bank or custodian against whom the asset's sum stands
 * @param lane the settlement lane in which it moves
 */
public record Asset(String code, AssetKind kind, int scale, String issuer, String lane) {
    public static final int MAX_SCALE = 9;

    /** The largest amount of a leg and the largest sum issued, in minor units: sums of positions cannot overflow a long. */
    public static final long MAX_AMOUNT = 1_000_000_000_000_000_000L;
}
