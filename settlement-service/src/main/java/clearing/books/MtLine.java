package clearing.books;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement line, field 61.
 *
 * @param entryDate when it was booked, if the line says so
 * @param amountMinor signed
 * @param reversal RC or RD
 * @param expected EC or ED: announced in a report, not booked
 * @param type code of the transaction, such as {@code NTRF}, or empty
 * @param ownerReference the account owner's reference, or empty
 * @param party the name of the other side, which some banks write behind the sixteen characters of that reference, or empty
 * @param bankReference the bank's, or empty
 * @param supplement further details of the line, or empty
 */
record MtLine(
        LocalDate valueDate,
        Optional<LocalDate> entryDate,
        long amountMinor,
        boolean reversal,
        boolean expected,
        String type,
        String ownerReference,
        String party,
        String bankReference,
        String supplement) {
    /** With groups of three and the other separator for decimals, or as SWIFT writes it; a point for the comma, or nothing before it. */
    static final String AMOUNT =
            "\\d{1,3}(?:\\.\\d{3})+,\\d*|\\d{1,3}(?:,\\d{3})+\\.\\d*|\\d{1,18}(?:[,.]\\d*)?|[,.]\\d+";

    /** Value date, entry date, mark, third letter of the currency, amount, type, references. A line may end at its amount. */
    private static final Pattern LINE =
            Pattern.compile("((?:19|20)\\d{6}|\\d{6})(\\d{4}| {4})? ?([RrEe]?[CcDd])([A-Za-z])? ?(" + AMOUNT
                    + ") ?(?:(?!NONREF)([A-Z][A-Z0-9 ]{3}|[nfs][a-z0-9]{3})(.*)|()((?:NONREF.*|//.*)?))");
    /** What banks write when there is no reference, or when field 86 has it. */
    private static final Pattern NONE = Pattern.compile("NONREF|NOTPROVIDED|NOT PROVIDED|(?:[EIKMP]REF|MARF)\\+?|\\+?");

    private static final Set<String> NO_CURRENCY = Set.of("C", "D", "R");

    private static final int LAST_OF_THE_CENTURY = 79;
    /** Characters of the owner's reference. */
    private static final int REFERENCE = 16;

    /** Reads the field; its first line may be broken in two. */
    static MtLine of(MtField field, String asset, int scale) {
        Matcher line = LINE.matcher(field.first());
        int used = 1;
        if (!line.matches() && field.lines.size() > 1) {
            line = LINE.matcher(field.first() + field.lines.get(1));
            used = 2;
        }
        if (!line.matches()) {
            throw field.problem(ProblemCode.FIELD_INVALID, "Not a statement line: " + Texts.quote(field.first()) + ".");
        }
        LocalDate value = date(line.group(1), field);
        long amount = amount(line.group(5), scale, field);
        String mark = line.group(3).toUpperCase(Locale.ROOT);
        boolean credit = mark.equals("C") || mark.equals("RD") || mark.equals("EC");
        requireCurrency(line.group(4), asset, field);
        boolean typed = line.group(6) != null;
        String[] references = line.group(typed ? 7 : 9).split("//", 2);
        boolean padded = references[0].length() > REFERENCE && references[0].charAt(REFERENCE - 1) == ' ';
        String entry = line.group(2);
        return new MtLine(
                value,
                entry == null || entry.isBlank() ? Optional.empty() : Optional.of(entryDate(entry, value, field)),
                credit ? amount : -amount,
                mark.startsWith("R"),
                mark.startsWith("E"),
                typed ? line.group(6).strip().toUpperCase(Locale.ROOT) : "",
                usable(padded ? references[0].substring(0, REFERENCE) : references[0]),
                padded ? references[0].substring(REFERENCE).strip() : "",
                references.length > 1 ? usable(references[1]) : "",
                String.join(" ", field.lines.subList(used, field.lines.size())));
    }

    /** The letter is the currency's third, if the bank means it so; some write the mark again, or CR and DR. */
    private static void requireCurrency(@Nullable String stated, String asset, MtField field) {
        String letter = stated == null ? "" : stated.toUpperCase(Locale.ROOT);
        boolean fits =
                letter.isEmpty() || NO_CURRENCY.contains(letter) || (asset.length() == 3 && asset.endsWith(letter));
        if (!fits) {
            throw field.problem(
                    ProblemCode.ASSET_DIFFERS,
                    "The line is in a currency that ends in " + letter + ", the account in " + asset + ".");
        }
    }

    private static String usable(String reference) {
        String text = reference.strip();
        return NONE.matcher(text).matches() ? "" : text;
    }

    /** Amounts of SWIFT as {@link #AMOUNT} takes them: a comma, also without decimals after it. */
    static long amount(String text, int scale, MtField field) {
        return Amounts.parse(plain(text), scale, Amounts.Notation.PLAIN, field.location, ":" + field.tag + ":");
    }

    /** The same with a point for decimals, and none where there are no decimals. */
    static String plain(String amount) {
        int last = Math.max(amount.lastIndexOf(','), amount.lastIndexOf('.'));
        if (last < 0) {
            return amount;
        }
        String whole = amount.substring(0, last).replace(",", "").replace(".", "");
        String fraction = amount.substring(last + 1);
        return (whole.isEmpty() ? "0" : whole) + (fraction.isEmpty() ? "" : "." + fraction);
    }

    /**
     * A day of six or eight digits; of six, years 00 to 79 are this century's. Some banks reckon months of 30 days: the 30th of February is its last
     * day.
     */
    static LocalDate date(String digits, MtField field) {
        return day(digits).orElseThrow(() -> malformed(digits, field));
    }

    /** The same, or nothing. */
    static Optional<LocalDate> day(String digits) {
        int monthAt = digits.length() - 4;
        int year = Integer.parseInt(digits.substring(0, monthAt));
        int century = monthAt > 2 ? 0 : year > LAST_OF_THE_CENTURY ? 1900 : 2000;
        return day(century + year, digits.substring(monthAt));
    }

    /** A day without a year is the one that is nearest to the value date, around the new year too. */
    private static LocalDate entryDate(String mmdd, LocalDate value, MtField field) {
        LocalDate nearest = null;
        for (int year = value.getYear() - 1; year <= value.getYear() + 1; year++) {
            LocalDate day = day(year, mmdd).orElse(null);
            if (day != null && (nearest == null || distance(day, value) < distance(nearest, value))) {
                nearest = day;
            }
        }
        if (nearest == null) {
            throw malformed(mmdd, field);
        }
        return nearest;
    }

    private static Optional<LocalDate> day(int year, String mmdd) {
        boolean thirtieth = mmdd.equals("0230") || (mmdd.equals("0229") && !Year.isLeap(year));
        try {
            return thirtieth
                    ? Optional.of(LocalDate.of(year, 3, 1).minusDays(1))
                    : Optional.of(LocalDate.of(
                            year, Integer.parseInt(mmdd.substring(0, 2)), Integer.parseInt(mmdd.substring(2, 4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long distance(LocalDate one, LocalDate other) {
        return Math.abs(one.toEpochDay() - other.toEpochDay());
    }

    private static BooksException malformed(String text, MtField field) {
        return field.problem(ProblemCode.DATE_MALFORMED, "Not a date: " + Texts.quote(text) + ".");
    }
}
