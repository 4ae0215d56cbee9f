package clearing.books;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Dates as the files write them. The day counts as written, unless a time names its offset and the account its zone. */
final class Dates {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    private static final int MAX_LENGTH = 40;

    /** xs:date, which may carry a zone. */
    private static final DateTimeFormatter ISO_DATE =
            DateTimeFormatter.ISO_DATE.withResolverStyle(ResolverStyle.STRICT);

    /** xs:dateTime, with or without zone and fraction. */
    private static final DateTimeFormatter ISO_DATE_TIME =
            DateTimeFormatter.ISO_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

    private Dates() {}

    static LocalDate isoDate(String text, Location location, String field) {
        return parse(text, ISO_DATE, location, field);
    }

    static LocalDate isoDateTime(String text, Optional<ZoneId> zone, Location location, String field) {
        try {
            TemporalAccessor read = ISO_DATE_TIME.parse(checkLength(text, location, field));
            LocalDate day = zone.isPresent() && read.isSupported(ChronoField.OFFSET_SECONDS)
                    ? OffsetDateTime.from(read).atZoneSameInstant(zone.get()).toLocalDate()
                    : LocalDateTime.from(read).toLocalDate();
            return inRange(day, text, location, field);
        } catch (DateTimeException e) {
            throw malformed(text, location, field);
        }
    }

    static LocalDate parse(String text, DateTimeFormatter format, Location location, String field) {
        try {
            return inRange(LocalDate.parse(checkLength(text, location, field), format), text, location, field);
        } catch (DateTimeException e) {
            throw malformed(text, location, field);
        }
    }

    /**
     * A strict formatter for a pattern, in which a time of day may stand, and is left out.
     *
     * @throws IllegalArgumentException when the pattern is none, or gives no full date
     */
    static DateTimeFormatter pattern(String pattern) {
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                // Months by name are English ones; without a language they would have no names.
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        LocalDateTime probe = LocalDateTime.of(2026, 11, 23, 14, 5, 9);
        try {
            if (!LocalDate.parse(format.format(probe), format).equals(probe.toLocalDate())) {
                throw new IllegalArgumentException("the pattern loses a part of the date");
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the pattern gives no full date (write the year as uuuu)", e);
        }
        return format;
    }

    private static String checkLength(String text, Location location, String field) {
        if (text.isEmpty()) {
            throw new BooksException(ProblemCode.FIELD_MISSING, location, field, "A date is missing.");
        }
        if (text.length() > MAX_LENGTH) {
            throw malformed(text, location, field);
        }
        return text;
    }

    private static LocalDate inRange(LocalDate date, String text, Location location, String field) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw malformed(text, location, field);
        }
        return date;
    }

    private static BooksException malformed(String text, Location location, String field) {
        return new BooksException(
                ProblemCode.DATE_MALFORMED, location, field, "Not a date of this format: " + Texts.quote(text) + ".");
    }
}
