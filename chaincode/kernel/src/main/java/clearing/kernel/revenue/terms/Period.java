package clearing.kernel.revenue.terms;

import java.time.LocalDate;

/**
 * What one run is about: calendar days, months or quarters.
 *
 * @param start its first day
 */
public record Period(Cycle cycle, LocalDate start) implements Comparable<Period> {
    /** The one that a day lies in. */
    public static Period containing(Cycle cycle, LocalDate day) {
        return new Period(
                cycle,
                switch (cycle) {
                    case DAILY -> day;
                    case MONTHLY -> day.withDayOfMonth(1);
                    case QUARTERLY -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
                });
    }

    /** The last day. */
    public LocalDate end() {
        return next().start.minusDays(1);
    }

    public Period next() {
        return new Period(
                cycle,
                switch (cycle) {
                    case DAILY -> start.plusDays(1);
                    case MONTHLY -> start.plusMonths(1);
                    case QUARTERLY -> start.plusMonths(3);
                });
    }

    public int days() {
        return Math.toIntExact(next().start.toEpochDay() - start.toEpochDay());
    }

    /** Whether the day is one that a period of this cycle begins on. */
    public boolean isAligned() {
        return containing(cycle, start).equals(this);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(next().start);
    }

    /** Six, four or four characters for references: {@code 261130}, {@code 2611}, {@code 26Q4}. */
    public String compact() {
        String year = digits(start.getYear() % 100);
        return switch (cycle) {
            case DAILY -> year + digits(start.getMonthValue()) + digits(start.getDayOfMonth());
            case MONTHLY -> year + digits(start.getMonthValue());
            case QUARTERLY -> year + "Q" + quarter();
        };
    }

    private int quarter() {
        return (start.getMonthValue() + 2) / 3;
    }

    private static String digits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    @Override
    public int compareTo(Period other) {
        return start.compareTo(other.start);
    }

    /** {@code 2026-11-30}, {@code 2026-11} or {@code 2026-Q4}. */
    @Override
    public String toString() {
        return switch (cycle) {
            case DAILY -> start.toString();
            case MONTHLY -> start.toString().substring(0, 7);
            case QUARTERLY -> start.getYear() + "-Q" + quarter();
        };
    }
}
