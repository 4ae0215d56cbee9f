package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Decimals;

/** Figures of terms as people write them, with a comma at every thousand. */
public final class Figures {
    /** Decimals of an exchange rate. */
    public static final int RATE_SCALE = 8;

    private static final int GROUP = 3;

    private Figures() {}

    /** {@code 1,250.75 HKD}. */
    public static String money(long minor, String currency) {
        return number(minor, Currency.minorUnit(currency).orElse(0)) + " " + currency;
    }

    /** {@code 1,250.75}. */
    public static String number(long minor, int scale) {
        String digits = Decimals.format(minor, scale);
        int start = digits.charAt(0) == '-' ? 1 : 0;
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - GROUP; i > start; i -= GROUP) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /**
     * A value of a unit.
     *
     * @param value in the unit of the measure
     */
    public static String text(Unit unit, long value) {
        return switch (unit) {
            case Unit.Money u -> money(value, u.asset());
            case Unit.Count u -> number(value, 0) + " " + u.of();
            case Unit.Minutes u -> number(value, 0) + " minutes";
            case Unit.Percent u -> Percents.text(value);
            case Unit.ExchangeRate u -> number(value, RATE_SCALE);
        };
    }

    /** A threshold of a measure: money counts in the agreement's currency. */
    public static String threshold(Terms terms, String measure, long value) {
        Unit unit = terms.measure(measure).orElseThrow().unit();
        return unit instanceof Unit.Money ? money(value, terms.currency()) : text(unit, value);
    }
}
