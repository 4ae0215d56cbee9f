package clearing.books;

import java.util.OptionalInt;

/**
 * Decimal text to minor units, bounded and exact: ASCII digits and one decimal separator. A sign, an exponent, a blank or a digit of
 * another script is an error at its position, so {@code 1e100000000} is refused at its second character and never becomes a number.
 */
final class Amounts {
    /** Largest amount in minor units; sums of many entries are checked on their own. */
    static final long MAX = 1_000_000_000_000_000_000L;

    private static final int MAX_LENGTH = 64;
    private static final char NONE = '\0';

    /** What {@link #plain} says of a text that it does not read. */
    static final int NOT_PLAIN = -1;

    /** So many digits are never above {@link #MAX}. */
    private static final int SURE_DIGITS = 18;

    /**
     * @param decimalSeparator such as a point
     * @param groupSeparator between groups of three digits, or U+0000 for none
     */
    record Notation(char decimalSeparator, char groupSeparator) {
        /** As XML Schema writes it: a point, no grouping. */
        static final Notation PLAIN = new Notation('.', NONE);
    }

    private Amounts() {}

    /**
     * Minor units of a text.
     *
     * @param scale decimals of the asset; more decimals are allowed only when they are zeros
     * @return 0 or more
     */
    static long parse(String text, int scale, Notation notation, Location location, String field) {
        if (text.isEmpty()) {
            throw new BooksException(ProblemCode.FIELD_MISSING, location, field, "An amount is missing.");
        }
        if (text.length() > MAX_LENGTH) {
            throw new BooksException(
                    ProblemCode.AMOUNT_TOO_LARGE,
                    location,
                    field,
                    "An amount has at most " + MAX_LENGTH + " characters.");
        }
        int point = text.indexOf(notation.decimalSeparator());
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        if (whole.isEmpty() || (point >= 0 && fraction.isEmpty())) {
            throw malformed(text, point, location, field);
        }
        long minor = wholePart(whole, notation.groupSeparator(), location, field);
        for (int i = 0; i < Math.max(scale, fraction.length()); i++) {
            int digit = i < fraction.length() ? digit(text, point + 1 + i, location, field) : 0;
            if (i < scale) {
                minor = append(minor, digit, location, field);
            } else if (digit != 0) {
                throw new BooksException(
                        ProblemCode.AMOUNT_TOO_PRECISE,
                        location,
                        field,
                        "The asset has " + scale + " decimals, the amount has " + fraction.length() + ".");
            }
        }
        return minor;
    }

    /**
     * Minor units of a part of a text where that is nothing but digits and a point, as most amounts are; it makes no object of them.
     *
     * @return 0 or more, or {@link #NOT_PLAIN} where {@link #parse} has to look: what that finds well or wrong
     */
    static long plain(CsvText text, int from, int to, int scale, Notation notation) {
        long minor = 0;
        int digits = 0;
        int decimals = NOT_PLAIN;
        for (int i = from; i < to; i++) {
            char c = text.at(i);
            if (c >= '0' && c <= '9') {
                minor = minor * 10 + (c - '0');
                digits++;
                decimals += decimals < 0 ? 0 : 1;
            } else if (c == notation.decimalSeparator() && decimals < 0 && digits > 0) {
                decimals = 0;
            } else {
                return NOT_PLAIN;
            }
        }
        if (digits == 0 || decimals == 0 || decimals > scale || digits > SURE_DIGITS) {
            return NOT_PLAIN;
        }
        for (int i = Math.max(decimals, 0); i < scale; i++) {
            minor *= 10;
            digits++;
        }
        return digits > SURE_DIGITS ? NOT_PLAIN : minor;
    }

    /** The scale of an asset, or the problem that nobody knows it. */
    static int scale(AssetScales scales, String asset, Location location, String field) {
        OptionalInt scale = asset.isEmpty() ? OptionalInt.empty() : scales.scale(asset);
        if (scale.isEmpty()) {
            throw new BooksException(
                    ProblemCode.ASSET_UNKNOWN,
                    location,
                    field,
                    "The ledger knows no asset " + Texts.quote(asset) + ".");
        }
        return scale.getAsInt();
    }

    private static long wholePart(String whole, char group, Location location, String field) {
        long value = 0;
        int sinceGroup = -1;
        for (int i = 0; i < whole.length(); i++) {
            if (group != NONE && whole.charAt(i) == group) {
                if (i == 0 || (i > 3 && sinceGroup < 0) || (sinceGroup >= 0 && sinceGroup != 3)) {
                    throw malformed(whole, i, location, field);
                }
                sinceGroup = 0;
                continue;
            }
            value = append(value, digit(whole, i, location, field), location, field);
            sinceGroup += sinceGroup < 0 ? 0 : 1;
        }
        if (sinceGroup >= 0 && sinceGroup != 3) {
            throw malformed(whole, whole.length() - 1, location, field);
        }
        return value;
    }

    private static int digit(String text, int at, Location location, String field) {
        char c = text.charAt(at);
        if (c < '0' || c > '9') {
            throw malformed(text, at, location, field);
        }
        return c - '0';
    }

    private static long append(long value, int digit, Location location, String field) {
        if (value > (MAX - digit) / 10) {
            throw new BooksException(
                    ProblemCode.AMOUNT_TOO_LARGE, location, field, "The amount is above " + MAX + " minor units.");
        }
        return value * 10 + digit;
    }

    private static BooksException malformed(String text, int at, Location location, String field) {
        return new BooksException(
                ProblemCode.AMOUNT_MALFORMED,
                location,
                field,
                "Not a plain decimal number at character " + (Math.max(at, 0) + 1) + ": " + Texts.quote(text) + ".");
    }
}
