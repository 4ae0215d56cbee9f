package clearing.kernel.calendar;

import java.time.LocalDate;
import java.util.List;

/** Several calendars together: a business day is a business day of each. */
public record JointCalendar(List<HolidayCalendar> calendars) implements BusinessDays {
    /** @throws IllegalArgumentException without a calendar */
    public JointCalendar {
        calendars = List.copyOf(calendars);
        if (calendars.isEmpty()) {
            throw new IllegalArgumentException("a joint calendar has at least one calendar");
        }
    }

    @Override
    public boolean isBusinessDay(LocalDate date) {
        boolean open = true;
        // All are asked, so that what one of them does not cover is an error on every date.
        for (HolidayCalendar calendar : calendars) {
            open &= calendar.isBusinessDay(date);
        }
        return open;
    }
}
