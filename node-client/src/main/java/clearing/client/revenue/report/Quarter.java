package clearing.client.revenue.report;

import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quarter of a calendar year. A period belongs to the one in which it ends.
 *
 * @param number 1 to 4
 */
public record Quarter(int year, int number) {
    private static final Pattern TEXT = Pattern.compile("(\\d{4})-Q([1-4])");

    /** Reads {@code 2026-Q4}; empty for anything else. */
    public static Optional<Quarter> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Quarter(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    public LocalDate start() {
        return LocalDate.of(year, number * 3 - 2, 1);
    }

    /** The last day. */
    public LocalDate end() {
        return new Period(Cycle.QUARTERLY, start()).end();
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start()) && !day.isAfter(end());
    }

    public boolean contains(Period period) {
        return contains(period.end());
    }

    @Override
    public String toString() {
        return year + "-Q" + number;
    }
}
