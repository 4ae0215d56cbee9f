package clearing.client.revenue.fact;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values of measures as decimal text: money in its asset's decimals, percent with four, rates with eight, all else whole. */
public final class FactValue {
    private static final int PERCENT_DECIMALS = 4;
    private static final int RATE_DECIMALS = 8;

    private FactValue() {}

    /**
     * The value as the ledger holds it.
     *
     * @param text such as {@code 1250.75}, {@code -3} or, for a percentage, {@code 12.5%}
     * @param field named in the error
     * @throws MalformedInput when it is no value of the unit
     */
    public static long parse(String text, Unit unit, Constitution constitution, String field) {
        String digits = unit instanceof Unit.Percent && text.endsWith("%")
                ? text.substring(0, text.length() - 1).strip()
                : text;
        boolean negative = digits.startsWith("-");
        long value = Decimals.parse(negative ? digits.substring(1) : digits, decimals(unit, constitution), field);
        return negative ? -value : value;
    }

    /** As people read it, with the unit; an average that has no end is cut behind six more digits and says so. */
    public static String text(Fraction value, Unit unit, Constitution constitution) {
        int decimals = decimals(unit, constitution);
        BigDecimal whole = new BigDecimal(value.numerator()).movePointLeft(decimals);
        String number = value.isWhole()
                ? whole.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString()
                : whole.divide(new BigDecimal(value.denominator()), decimals + 6, RoundingMode.DOWN)
                                .toPlainString() + "...";
        return switch (unit) {
            case Unit.Money money -> number + " " + money.asset();
            case Unit.Count count -> number + " " + count.of();
            case Unit.Minutes minutes -> number + " minutes";
            case Unit.Percent percent -> number + " %";
            case Unit.ExchangeRate rate -> number + " for one " + rate.asset();
        };
    }

    private static int decimals(Unit unit, Constitution constitution) {
        return switch (unit) {
            case Unit.Money money ->
                constitution
                        .assetOf(money.asset())
                        .map(Asset::scale)
                        .orElseThrow(() -> new MalformedInput(
                                ResultCode.UNKNOWN_ASSET, "unit", "there is no asset " + money.asset()));
            case Unit.Count count -> 0;
            case Unit.Minutes minutes -> 0;
            case Unit.Percent percent -> PERCENT_DECIMALS;
            case Unit.ExchangeRate rate -> RATE_DECIMALS;
        };
    }
}
