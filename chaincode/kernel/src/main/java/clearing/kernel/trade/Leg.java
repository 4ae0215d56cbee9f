package clearing.kernel.trade;

/**
 * One movement of value.
 *
 * @param asset number of the asset in the constitution
 */
public record Leg(int asset, Amount amount) {
    public static Leg plain(int asset, long minor) {
        return new Leg(asset, new Amount.Plain(minor));
    }

    /** The amount in minor units. */
    public long minor() {
        return switch (amount) {
            case Amount.Plain plain -> plain.minor();
        };
    }
}
