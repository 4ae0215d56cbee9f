package clearing.client.revenue.report;

import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts of the agreement's currency and values of measures as decimals: exact where six decimals suffice. */
record ReportNumbers(Scales scales, String currency) {
    private static final int MOST = 6;

    BigDecimal money(long minor) {
        return BigDecimal.valueOf(minor, scales.of(currency));
    }

    /** @param minor exact minor units */
    BigDecimal money(Fraction minor) {
        return decimal(minor, scales.of(currency));
    }

    /** @param places 10^-18 minor units */
    BigDecimal places(BigInteger places) {
        return money(new Fraction(places, Apportionment.GRID));
    }

    BigDecimal value(Measure measure, Fraction value) {
        return switch (measure.unit()) {
            case Unit.Money u -> decimal(value, scales.of(u.asset()));
            case Unit.Count u -> decimal(value, 0);
            case Unit.Minutes u -> decimal(value, 0);
            case Unit.Percent u -> decimal(value.over(Fraction.of(Fraction.MILLION / 100)), 0);
            case Unit.ExchangeRate u -> decimal(value.over(Fraction.of(Unit.ExchangeRate.SCALE)), 0);
        };
    }

    static String unit(Measure measure) {
        return switch (measure.unit()) {
            case Unit.Money u -> u.asset();
            case Unit.Count u -> u.of();
            case Unit.Minutes u -> "minutes";
            case Unit.Percent u -> "%";
            case Unit.ExchangeRate u -> "for one " + u.asset();
        };
    }

    private static BigDecimal decimal(Fraction value, int scale) {
        BigDecimal exact = new BigDecimal(value.numerator())
                .divide(new BigDecimal(value.denominator()), Math.max(MOST - scale, 0), RoundingMode.HALF_EVEN)
                .movePointLeft(scale)
                .stripTrailingZeros();
        return exact.scale() < scale ? exact.setScale(scale) : exact;
    }
}
