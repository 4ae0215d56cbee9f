package clearing.kernel.calendar;

import java.time.LocalDate;

/** A date that a calendar's data does not cover: whether it is a holiday is not known. */
public final class OutsideCalendar extends RuntimeException {
    private final String calendar;
    private final LocalDate date;

    public OutsideCalendar(String calendar, LocalDate date) {
        super("calendar " + calendar + " does not cover " + date);
        this.calendar = calendar;
        this.date = date;
    }

    /** Code and version of the calendar. */
    public String calendar() {
        return calendar;
    }

    public LocalDate date() {
        return date;
    }
}
