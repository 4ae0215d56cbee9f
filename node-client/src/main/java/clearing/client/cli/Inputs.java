package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.collateral.Price;
import clearing.kernel.constitution.Constitution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Arguments that are read against the constitution in force; what they cannot be is bad input. */
final class Inputs {
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private Inputs() {}

    static CommandLine.ParameterException bad(CommandSpec spec, String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }

    static Constitution constitution(CommandSpec spec, LedgerView view) {
        return view.constitution().orElseThrow(() -> bad(spec, "No constitution is in force yet."));
    }

    /** Decimal text in the currency for one whole unit of the asset, as the exact ratio of minor units. */
    static Price price(CommandSpec spec, String text, Asset asset, Asset currency) {
        if (!PRICE.matcher(text).matches()) {
            throw bad(spec, "'" + text + "' is no price: up to 12 digits, and up to 6 behind the point.");
        }
        BigDecimal decimal = new BigDecimal(text);
        BigInteger numerator = decimal.unscaledValue().multiply(BigInteger.TEN.pow(currency.scale()));
        BigInteger denominator = BigInteger.TEN.pow(decimal.scale() + asset.scale());
        if (numerator.signum() == 0) {
            throw bad(spec, "A price is more than zero.");
        }
        BigInteger common = numerator.gcd(denominator);
        Price price = new Price(
                numerator.divide(common).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(),
                denominator.divide(common).longValueExact());
        if (!price.isValid()) {
            throw bad(spec, "'" + text + "' is more than a price can be.");
        }
        return price;
    }

    static long minor(CommandSpec spec, String text, Asset asset) {
        try {
            return Decimals.parse(text, asset.scale(), "amount");
        } catch (MalformedInput e) {
            throw bad(spec, "'" + text + "' is no amount of " + asset.code() + ": " + e.sentence() + ".");
        }
    }
}
