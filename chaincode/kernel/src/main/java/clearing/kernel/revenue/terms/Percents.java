package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Decimals;

/** Millionths as people write them. */
public final class Percents {
    /** Decimals of a percentage whose unit is a millionth. */
    public static final int SCALE = 4;

    private Percents() {}

    /** {@code 12.5 %} for 125,000. */
    public static String text(long millionths) {
        return number(millionths) + " %";
    }

    /** {@code 12.5} for 125,000: no more decimals than there are. */
    public static String number(long millionths) {
        String digits = Decimals.format(millionths, SCALE);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
