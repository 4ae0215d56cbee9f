package clearing.client.replay;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import java.math.BigInteger;

/**
 * A fee that each side of a trade pays when it settles, in one currency: so much a trade, and so much of what settlement moves of the
 * currency at the member, in or out. Netted trades move less, so they cost less.
 *
 * @param option where it was given, named in errors
 * @param asset the currency's code
 * @param perTrade decimal text in the currency's scale
 * @param basisPoints decimal text with at most four decimals; a basis point is a ten-thousandth
 */
public record Fee(String option, String asset, String perTrade, String basisPoints) {
    private static final String FORM = "ASSET AMOUNT [BASIS-POINTS]";
    private static final int POINT_DECIMALS = 4;
    /** A fee of more would be more than what is moved. */
    private static final long MOST_POINTS = 10_000L * 10_000;

    /** @throws MalformedInput unless it reads {@code ASSET AMOUNT [BASIS-POINTS]} */
    public static Fee of(String option, String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 2 || words.length > 3) {
            throw new MalformedInput(ResultCode.MALFORMED, option, "'" + text + "' is not " + FORM);
        }
        String points = words.length == 3 ? words[2] : "0";
        if (Decimals.parse(points, POINT_DECIMALS, option) > MOST_POINTS) {
            throw new MalformedInput(ResultCode.MALFORMED, option, "a fee is at most 10000 basis points");
        }
        return new Fee(option, words[0], words[1], points);
    }

    String words() {
        return asset + " " + perTrade + " " + basisPoints;
    }

    /** @throws MalformedInput when the constitution has no such currency, or the amount does not fit it */
    Asset currency(Constitution constitution) {
        Asset currency = constitution
                .assetOf(asset)
                .filter(known -> known.kind() == AssetKind.CASH)
                .orElseThrow(() ->
                        new MalformedInput(ResultCode.MALFORMED, option, "the chain has no currency '" + asset + "'"));
        Decimals.parse(perTrade, currency.scale(), option);
        return currency;
    }

    /**
     * What it comes to in minor units; the part of a minor unit that the rate leaves is rounded half up, once for all.
     *
     * @param trades that settled
     * @param moved in minor units
     */
    BigInteger on(long trades, BigInteger moved, Asset currency) {
        BigInteger fixed = BigInteger.valueOf(Decimals.parse(perTrade, currency.scale(), option))
                .multiply(BigInteger.valueOf(trades));
        BigInteger whole = BigInteger.valueOf(MOST_POINTS);
        BigInteger rate = BigInteger.valueOf(Decimals.parse(basisPoints, POINT_DECIMALS, option));
        return fixed.add(moved.multiply(rate).add(whole.shiftRight(1)).divide(whole));
    }
}
