package clearing.client.revenue.explain;

import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Set;

/**
 * Figures as people read them: money in decimals of its asset, proportions in percent, thousands apart. A figure that goes on after six decimals
 * is marked with {@code ~}, and where it never ends, the fraction stands behind it.
 */
public final class Figures {
    private static final int MOST = 6;
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    private final Scales scales;
    private final Set<String> assets;

    /** @param assets units whose values are minor units */
    public Figures(Scales scales, Set<String> assets) {
        this.scales = scales;
        this.assets = Set.copyOf(assets);
    }

    /** A figure with its unit. */
    public String text(String unit, Fraction value) {
        String sign = unit.equals(Derivation.POINTS) && value.signum() > 0 ? "+" : "";
        String number = sign + number(inUnits(unit, value), least(unit));
        return unit.isEmpty() ? number : number + " " + unit;
    }

    /** A figure as a program reads it: no thousands apart and no unit, to six decimals. */
    public String number(String unit, Fraction value) {
        Fraction shown = inUnits(unit, value);
        BigDecimal rounded = rounded(shown, least(unit));
        return shortest(rounded, least(unit)).toPlainString();
    }

    private int least(String unit) {
        return assets.contains(unit) ? scales.of(unit) : 0;
    }

    /** In units of the asset rather than minor ones, and in hundredths for proportions. */
    Fraction inUnits(String unit, Fraction value) {
        if (unit.equals(Derivation.PERCENT) || unit.equals(Derivation.POINTS)) {
            return value.times(Fraction.of(100));
        }
        return assets.contains(unit)
                ? value.over(new Fraction(BigInteger.TEN.pow(scales.of(unit)), BigInteger.ONE))
                : value;
    }

    private static String number(Fraction value, int least) {
        BigDecimal rounded = rounded(value, least);
        boolean exact =
                rounded.multiply(new BigDecimal(value.denominator())).compareTo(new BigDecimal(value.numerator())) == 0;
        BigDecimal shown = exact ? shortest(rounded, least) : rounded;
        String digits = grouped(shown);
        if (exact) {
            return digits;
        }
        return "~" + digits + (isFinite(value.denominator()) ? "" : " (" + value + ")");
    }

    private static BigDecimal rounded(Fraction value, int least) {
        return new BigDecimal(value.numerator())
                .divide(new BigDecimal(value.denominator()), Math.max(MOST, least), RoundingMode.HALF_EVEN);
    }

    /** Without needless zeros behind the decimals that the asset has anyway. */
    private static BigDecimal shortest(BigDecimal value, int least) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < least
                ? stripped.setScale(least)
                : stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static boolean isFinite(BigInteger denominator) {
        BigInteger rest = denominator.shiftRight(Math.max(0, denominator.getLowestSetBit()));
        while (rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
        }
        return rest.equals(BigInteger.ONE);
    }

    private static String grouped(BigDecimal value) {
        String plain = value.toPlainString();
        String sign = plain.startsWith("-") ? "-" : "";
        String digits = plain.substring(sign.length());
        int dot = digits.indexOf('.');
        String whole = dot < 0 ? digits : digits.substring(0, dot);
        StringBuilder out = new StringBuilder(sign);
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                out.append(',');
            }
            out.append(whole.charAt(i));
        }
        return out.append(dot < 0 ? "" : digits.substring(dot)).toString();
    }
}
