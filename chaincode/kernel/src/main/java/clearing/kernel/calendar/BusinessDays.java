package clearing.kernel.calendar;

import java.time.LocalDate;

/** Which days are business days, and what follows from it. */
public interface BusinessDays {
    /** More business days than this are not counted: about ten years. */
    int MAX_DAYS = 2_600;

    /** @throws OutsideCalendar when the date is not covered */
    boolean isBusinessDay(LocalDate date);

    /** The first business day after the date. */
    default LocalDate next(LocalDate date) {
        LocalDate day = date.plusDays(1);
        while (!isBusinessDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The last business day before the date. */
    default LocalDate previous(LocalDate date) {
        LocalDate day = date.minusDays(1);
        while (!isBusinessDay(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** The date itself when it is a business day, else where the convention moves it. */
    default LocalDate roll(LocalDate date, RollConvention convention) {
        if (convention == RollConvention.NONE || isBusinessDay(date)) {
            return date;
        }
        return switch (convention) {
            case NONE -> date;
            case FOLLOWING -> next(date);
            case PRECEDING -> previous(date);
            case MODIFIED_FOLLOWING -> {
                LocalDate rolled = next(date);
                yield rolled.getMonth() == date.getMonth() ? rolled : previous(date);
            }
            case MODIFIED_PRECEDING -> {
                LocalDate rolled = previous(date);
                yield rolled.getMonth() == date.getMonth() ? rolled : next(date);
            }
        };
    }

    /**
     * T+n: the date rolled by the convention, and from there the n-th business day after (before, when n is negative). Under
     * {@link RollConvention#NONE} counting starts at the date as it is.
     *
     * @param n at most {@link #MAX_DAYS} either way
     * @throws IllegalArgumentException when n is outside
     */
    default LocalDate plus(LocalDate date, int n, RollConvention convention) {
        if (n > MAX_DAYS || n < -MAX_DAYS) {
            throw new IllegalArgumentException("business days to count are at most " + MAX_DAYS);
        }
        LocalDate day = roll(date, convention);
        for (int i = 0; i < n; i++) {
            day = next(day);
        }
        for (int i = 0; i > n; i--) {
            day = previous(day);
        }
        return day;
    }

    /** The number of business days after {@code from} up to and with {@code to}; negative when {@code to} is earlier. */
    default int between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -between(to, from);
        }
        int days = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            days += isBusinessDay(day) ? 1 : 0;
        }
        return days;
    }
}
