package clearing.generate;

/** Minor units as decimal text, without floating point. */
final class Decimals {
    private Decimals() {}

    static String format(long minor, int scale) {
        String digits = Long.toString(Math.absExact(minor));
        String sign = minor < 0 ? "-" : "";
        if (scale == 0) {
            return sign + digits;
        }
        String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
        int point = padded.length() - scale;
        return sign + padded.substring(0, point) + "." + padded.substring(point);
    }
}
