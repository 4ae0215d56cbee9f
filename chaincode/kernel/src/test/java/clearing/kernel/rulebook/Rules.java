package clearing.kernel.rulebook;

import clearing.kernel.Consortium;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.constitution.Constitution;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Rules and constitutions that carry them, for tests. */
public final class Rules {
    private Rules() {}

    /** The sample consortium's frame with these rules. */
    public static Constitution constitution(int version, List<? extends Rule> rules) {
        Constitution frame = Consortium.constitution();
        return new Constitution(version, frame.lanes(), frame.assets(), frame.members(), new Rulebook(rules));
    }

    /** 2026 and 2027 with weekends and two holidays a year. */
    public static CalendarRule calendar(String code) {
        return new CalendarRule(new HolidayCalendar(
                code,
                1,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 12, 31),
                List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                List.of(
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 3, 3),
                        LocalDate.of(2027, 1, 1),
                        LocalDate.of(2027, 3, 3)),
                List.of()));
    }
}
