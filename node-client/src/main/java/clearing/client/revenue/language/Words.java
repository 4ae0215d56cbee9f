package clearing.client.revenue.language;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Decimals;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Percents;
import clearing.kernel.revenue.terms.Unit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures as people write them, to whole numbers: {@code 30%}, {@code +5 pp}, {@code 100,000.00 HKD}, {@code 1,000,000 users}. Percent and
 * percentage points are different words, and the one in the place of the other is refused.
 */
public final class Words {
    private static final Pattern GROUPED = Pattern.compile("(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?");
    private static final Pattern POINTS = Pattern.compile("(?<number>.*\\S)\\s*(pp|percentage points?)");
    private static final Pattern PERCENT = Pattern.compile("(?<number>.*\\S)\\s*(%|percent)");
    private static final Pattern MONEY = Pattern.compile("(?<number>\\S+)\\s+(?<code>[A-Z]{3})");
    /** Decimals of a number of millionths. */
    private static final int MILLIONTHS = 6;

    private Words() {}

    /** A figure that cannot be read, in a sentence without its place. */
    public static final class NotAFigure extends Exception {
        private static final long serialVersionUID = 1L;

        NotAFigure(String sentence) {
            super(sentence);
        }
    }

    /** Millionths of {@code 30%}. */
    public static long percent(String text) throws NotAFigure {
        if (POINTS.matcher(text).matches()) {
            throw new NotAFigure(
                    "'" + text + "' are percentage points; a percentage is due, such as 30%: points only move one");
        }
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new NotAFigure("'" + text + "' is no percentage, such as 30% or 12.5%");
        }
        return number(matcher.group("number"), Percents.SCALE);
    }

    /** Millionths of {@code +5 pp} or {@code -2.5 percentage points}. */
    public static long points(String text) throws NotAFigure {
        if (PERCENT.matcher(text).matches()) {
            throw new NotAFigure(
                    "'" + text + "' is a percentage; percentage points are due, such as +5 pp: they move a percentage");
        }
        Matcher matcher = POINTS.matcher(text);
        if (!matcher.matches()) {
            throw new NotAFigure("'" + text + "' are no percentage points, such as +5 pp or -2.5 pp");
        }
        return signed(matcher.group("number"), Percents.SCALE);
    }

    /** Minor units of {@code 100,000.00 HKD}, or below zero. */
    public static long money(String text, String currency) throws NotAFigure {
        return money(text, currency, 0);
    }

    /** Millionths of a minor unit of {@code 0.05 HKD}: a price can be smaller than any coin. */
    public static long price(String text, String currency) throws NotAFigure {
        return money(text, currency, MILLIONTHS);
    }

    private static long money(String text, String currency, int more) throws NotAFigure {
        Matcher matcher = MONEY.matcher(text);
        if (!matcher.matches()) {
            throw new NotAFigure("'" + text + "' is no amount, such as 1,250.00 " + currency);
        }
        if (!matcher.group("code").equals(currency)) {
            throw new NotAFigure(
                    "'" + text + "' is in " + matcher.group("code") + "; an amount in " + currency + " is due");
        }
        return signed(matcher.group("number"), scale(currency) + more);
    }

    /** A value of a unit: money with its currency, a count with or without what is counted. */
    public static long value(Unit unit, String text) throws NotAFigure {
        return switch (unit) {
            case Unit.Money u -> money(text, u.asset());
            case Unit.Count u -> number(without(text, u.of()), 0);
            case Unit.Minutes u -> number(without(text, "minutes"), 0);
            case Unit.Percent u -> percent(text);
            case Unit.ExchangeRate u -> number(text, Figures.RATE_SCALE);
        };
    }

    /** A whole number from 0 on, with or without a word behind it. */
    static int whole(String text, String word, int most) throws NotAFigure {
        long value = number(without(text, word), 0);
        if (value > most) {
            throw new NotAFigure("'" + text + "' is above " + most);
        }
        return Math.toIntExact(value);
    }

    private static String without(String text, String word) throws NotAFigure {
        if (PERCENT.matcher(text).matches()
                || POINTS.matcher(text).matches()
                || MONEY.matcher(text).matches()) {
            throw new NotAFigure("'" + text + "' does not count " + word);
        }
        String end = " " + word;
        return text.endsWith(end)
                ? text.substring(0, text.length() - end.length()).strip()
                : text;
    }

    private static long signed(String text, int scale) throws NotAFigure {
        boolean minus = text.startsWith("-");
        String digits = minus || text.startsWith("+") ? text.substring(1).strip() : text;
        long value = number(digits, scale);
        return minus ? -value : value;
    }

    private static long number(String text, int scale) throws NotAFigure {
        if (!GROUPED.matcher(text).matches()) {
            throw new NotAFigure(
                    "'" + text + "' is no number: digits, a comma at every thousand or at none, one point");
        }
        try {
            return Decimals.parse(text.replace(",", ""), scale, "figure");
        } catch (MalformedInput e) {
            throw new NotAFigure(
                    e.code() == ResultCode.AMOUNT_TOO_LARGE
                            ? "'" + text + "' is more than the ledger holds"
                            : "'" + text + "' has more than " + scale + " decimals");
        }
    }

    private static int scale(String currency) throws NotAFigure {
        return Currency.minorUnit(currency).orElseThrow(() -> new NotAFigure("'" + currency + "' is no currency"));
    }
}
