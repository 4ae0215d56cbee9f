package clearing.client.revenue.simulation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Figures;
import java.math.BigInteger;

/** Exact amounts as decimals. */
public final class Exact {
    private static final int MORE = 6;

    private Exact() {}

    /**
     * All decimals where they end soon after those of the asset; else six more, and an ellipsis.
     *
     * @param minor in minor units
     * @param scale decimals of the asset
     */
    public static String text(Fraction minor, int scale) {
        String sign = minor.signum() < 0 ? "-" : "";
        Fraction size = minor.signum() < 0 ? minor.negate() : minor;
        BigInteger whole = size.floor();
        String units = sign + Figures.number(whole.longValueExact(), scale);
        if (size.isWhole()) {
            return units;
        }
        Fraction rest = size.minus(new Fraction(whole, BigInteger.ONE))
                .times(new Fraction(BigInteger.TEN.pow(MORE), BigInteger.ONE));
        String more = rest.floor().toString();
        String decimals = "0".repeat(MORE - more.length()) + more;
        String point = scale == 0 ? "." : "";
        return units + point + (rest.isWhole() ? decimals.replaceFirst("0+$", "") : decimals + "...");
    }
}
