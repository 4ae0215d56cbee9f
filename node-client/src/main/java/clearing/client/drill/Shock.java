package clearing.client.drill;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.collateral.Price;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.CollateralRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of prices that a stress test supposes, such as {@code HKD security -20%}: in which currency they are valued (any, when left
 * out), of what (an asset's code, {@code security} or {@code cash}), and by how much.
 *
 * @param currency ISO 4217 code, or empty for any
 * @param what an asset's code, {@code security} or {@code cash}
 * @param basisPoints more than -10,000
 */
public record Shock(String currency, String what, int basisPoints) {
    private static final Pattern FORM =
            Pattern.compile("(?:([A-Z]{3})\\s+)?([A-Za-z0-9]{3,12})\\s+([+-]\\d{1,3}(?:\\.\\d{1,2})?)%");
    private static final int WHOLE = 10_000;

    /** @throws IllegalArgumentException with a sentence when the text is no shock */
    public static Shock parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no shock; say for example 'HKD security -20%' or 'USD +5%'.");
        }
        int basisPoints = new BigDecimal(form.group(3)).movePointRight(2).intValueExact();
        if (basisPoints <= -WHOLE) {
            throw new IllegalArgumentException("'" + text + "' leaves no price; a shock is more than -100%.");
        }
        return new Shock(form.group(1) == null ? "" : form.group(1), form.group(2), basisPoints);
    }

    boolean concerns(CollateralRule rule, Constitution constitution) {
        AssetKind kind = constitution.assetOf(rule.asset()).map(Asset::kind).orElse(AssetKind.CASH);
        boolean named =
                what.equals(rule.asset()) || what.toUpperCase(Locale.ROOT).equals(kind.name());
        return named && !rule.isMoneyItself() && (currency.isEmpty() || currency.equals(rule.currency()));
    }

    /** The price after the shock, exact where its parts can be held, else rounded down. */
    Price apply(Price price) {
        BigInteger numerator = BigInteger.valueOf(price.numerator()).multiply(BigInteger.valueOf(WHOLE + basisPoints));
        BigInteger denominator = BigInteger.valueOf(price.denominator()).multiply(BigInteger.valueOf(WHOLE));
        BigInteger common = numerator.gcd(denominator);
        BigInteger top = numerator.divide(common);
        BigInteger bottom = denominator.divide(common);
        BigInteger most = BigInteger.valueOf(Asset.MAX_AMOUNT);
        if (top.compareTo(most) <= 0 && bottom.compareTo(most) <= 0) {
            return new Price(top.longValueExact(), bottom.longValueExact());
        }
        BigInteger rounded =
                numerator.divide(BigInteger.valueOf(WHOLE)).min(most).max(BigInteger.ONE);
        return new Price(rounded.longValueExact(), price.denominator());
    }
}
