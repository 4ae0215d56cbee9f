package clearing.kernel.asset;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/**
 * Decimal text to minor units and back, bounded and exact. Only ASCII digits and one point; no exponent, sign, blank or
 * thousands mark: {@code 1e100000000} is refused at its second character and never becomes a big number.
 */
public final class Decimals {
    private static final int MAX_LENGTH = 30;

    private Decimals() {}

    /**
     * @param text such as {@code 1250.75}
     * @param scale decimals of the asset; trailing zeros beyond it are accepted, other digits are not
     * @param field named in the error
     * @return minor units, 0 or more
     * @throws MalformedInput MALFORMED, or AMOUNT_TOO_LARGE above {@link Asset#MAX_AMOUNT}
     */
    public static long parse(String text, int scale, String field) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new MalformedInput(ResultCode.MALFORMED, field, "an amount has 1 to " + MAX_LENGTH + " characters");
        }
        long minor = 0;
        int decimals = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0 && i > 0 && i < text.length() - 1) {
                decimals = 0;
                continue;
            }
            if (c < '0' || c > '9') {
                throw new MalformedInput(
                        ResultCode.MALFORMED,
                        field,
                        "an amount has digits and at most one point; character " + (i + 1) + " is neither");
            }
            if (decimals >= 0 && ++decimals > scale) {
                if (c != '0') {
                    throw new MalformedInput(
                            ResultCode.MALFORMED, field, "the asset has " + scale + " decimals, the amount has more");
                }
                continue;
            }
            minor = times10(minor, c - '0', field);
        }
        for (int i = Math.max(decimals, 0); i < scale; i++) {
            minor = times10(minor, 0, field);
        }
        return minor;
    }

    /** Minor units as decimal text with exactly {@code scale} decimals, with a leading minus when negative. */
    public static String format(long minor, int scale) {
        String digits = minor < 0 ? Long.toString(minor).substring(1) : Long.toString(minor);
        if (scale > 0) {
            if (digits.length() <= scale) {
                digits = "0".repeat(scale + 1 - digits.length()) + digits;
            }
            digits = digits.substring(0, digits.length() - scale) + "." + digits.substring(digits.length() - scale);
        }
        return minor < 0 ? "-" + digits : digits;
    }

    private static long times10(long value, int digit, String field) {
        if (value > (Asset.MAX_AMOUNT - digit) / 10) {
            throw new MalformedInput(ResultCode.AMOUNT_TOO_LARGE, field, "the amount is above the limit of the ledger");
        }
        return value * 10 + digit;
    }
}
