package clearing.books;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement line, field 61.
 *
 * @param entryDate when it was booked, if the line says so
 * @param amountMinor signed
 * @param reversal RC or RD
 * @param expected EC or ED: announced in a report, not booked
 * @param type code of the transaction, such as {@code NTRF}
 * @param ownerReference the account owner's reference, or empty
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
        String bankReference,
        String supplement) {
    /** Value date, entry date, mark, third letter of the currency, amount, type, references. */
    private static final Pattern LINE = Pattern.compile(
            "(\\d{6})(\\d{4}| {4})? ?(RC|RD|EC|ED|C|D)([A-Z])? ?(\\d{1,15}(?:[,.]\\d*)?) ?([A-Z][A-Z0-9 ]{3})(.*)");
    /** What banks write when there is no reference, or when field 86 has it. */
    private static final Pattern NONE = Pattern.compile("NONREF|NOTPROVIDED|NOT PROVIDED|[EK]REF\\+?|\\+?");

    private static final int LAST_OF_THE_CENTURY = 79;

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
        String mark = line.group(3);
        boolean credit = mark.equals("C") || mark.equals("RD") || mark.equals("EC");
        requireCurrency(line.group(4), asset, field);
        String[] references = line.group(7).split("//", 2);
        String entry = line.group(2);
        return new MtLine(
                value,
                entry == null || entry.isBlank() ? Optional.empty() : Optional.of(entryDate(entry, value, field)),
                credit ? amount : -amount,
                mark.startsWith("R"),
                mark.startsWith("E"),
                line.group(6).strip(),
                usable(references[0]),
                references.length > 1 ? usable(references[1]) : "",
                String.join(" ", field.lines.subList(used, field.lines.size())));
    }

    /** The letter is the currency's third, if the bank means it so; some write the mark again. */
    private static void requireCurrency(String letter, String asset, MtField field) {
        boolean fits = letter == null
                || letter.equals("C")
                || letter.equals("D")
                || (asset.length() == 3 && asset.endsWith(letter));
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

    /** Amounts of SWIFT: a comma, also without decimals after it; a point in its place is understood. */
    static long amount(String text, int scale, MtField field) {
        String plain = text.replace(',', '.');
        return Amounts.parse(
                plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain,
                scale,
                Amounts.Notation.PLAIN,
                field.location,
                ":" + field.tag + ":");
    }

    /**
     * A day of six digits; years 00 to 79 are this century's. Some banks reckon months of 30 days: the 30th of February is its last
     * day.
     */
    static LocalDate date(String yymmdd, MtField field) {
        int year = Integer.parseInt(yymmdd.substring(0, 2));
        return day((year > LAST_OF_THE_CENTURY ? 1900 : 2000) + year, yymmdd.substring(2, 4) + yymmdd.substring(4, 6))
                .orElseThrow(() -> malformed(yymmdd, field));
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
