package clearing.books;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the columns of a CSV file are read; see {@code docs/books.md}. One that cannot give entries is an
 * {@link IllegalArgumentException} that says what it needs.
 *
 * @param columns target to column name
 * @param constants target to a value that holds for each row
 * @param values target to a table from the file's words to ours
 * @param dateFormat strict, of a full date
 * @param thousandsSeparator of groups of three digits, if any
 * @param totals words of rows that are no entries, to what such a row states
 */
public record CsvMapping(
        Map<CsvTarget, String> columns,
        Map<CsvTarget, String> constants,
        Map<CsvTarget, Map<String, String>> values,
        DateTimeFormatter dateFormat,
        char decimalSeparator,
        Optional<Character> thousandsSeparator,
        char delimiter,
        char quote,
        Charset charset,
        String referenceSeparator,
        Map<String, TotalKind> totals) {
    public CsvMapping {
        totals = totals.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        each -> totalWord(each.getKey()), Map.Entry::getValue, (a, b) -> a));
        require(!totals.containsKey(""), "a word of totals is not empty");
        columns = Map.copyOf(columns);
        constants = Map.copyOf(constants);
        values = Map.copyOf(values);
        require(delimiter != quote, "delimiter and quote are different characters");
        require(
                decimalSeparator != thousandsSeparator.orElse('\0') && !isDigit(decimalSeparator),
                "decimal and thousands separator are different characters, and no digits");
        require(!referenceSeparator.isEmpty(), "the reference separator is not empty");
        Set<CsvTarget> targets = EnumSet.noneOf(CsvTarget.class);
        targets.addAll(columns.keySet());
        targets.addAll(constants.keySet());
        require(targets.contains(CsvTarget.ACCOUNT), "there is a column or constant for account");
        require(targets.contains(CsvTarget.ASSET), "there is a column or constant for asset");
        require(
                targets.contains(CsvTarget.BOOKING_DATE) || targets.contains(CsvTarget.VALUE_DATE),
                "there is a column for bookingDate or valueDate");
        boolean two = targets.contains(CsvTarget.DEBIT) && targets.contains(CsvTarget.CREDIT);
        boolean half = targets.contains(CsvTarget.DEBIT) || targets.contains(CsvTarget.CREDIT);
        require(
                targets.contains(CsvTarget.AMOUNT) ? !half : two && !targets.contains(CsvTarget.DIRECTION),
                "there is either amount, perhaps with direction, or both debit and credit");
    }

    /** A mapping that names no rows of totals. */
    public CsvMapping(
            Map<CsvTarget, String> columns,
            Map<CsvTarget, String> constants,
            Map<CsvTarget, Map<String, String>> values,
            DateTimeFormatter dateFormat,
            char decimalSeparator,
            Optional<Character> thousandsSeparator,
            char delimiter,
            char quote,
            Charset charset,
            String referenceSeparator) {
        this(
                columns,
                constants,
                values,
                dateFormat,
                decimalSeparator,
                thousandsSeparator,
                delimiter,
                quote,
                charset,
                referenceSeparator,
                Map.of());
    }

    /** A text as the words of totals are compared: without regard to case and to a colon behind it. */
    static String totalWord(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return word.endsWith(":") ? word.substring(0, word.length() - 1).strip() : word;
    }

    /** ISO dates, decimal point, commas, double quotes, UTF-8, references joined by {@code +}. */
    public static CsvMapping ofColumns(Map<CsvTarget, String> columns) {
        return new CsvMapping(
                columns,
                Map.of(),
                Map.of(),
                Dates.pattern("uuuu-MM-dd"),
                '.',
                Optional.empty(),
                ',',
                '"',
                StandardCharsets.UTF_8,
                "+");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("a mapping needs that " + rule);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** True when rows say, or the mapping says, what the target is. */
    public boolean has(CsvTarget target) {
        return columns.containsKey(target) || constants.containsKey(target);
    }
}
