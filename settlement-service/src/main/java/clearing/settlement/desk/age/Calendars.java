package clearing.settlement.desk.age;

import clearing.kernel.calendar.BusinessDays;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.CycleTerms;
import clearing.settlement.matching.Scales;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The business days of an asset: of the calendar that the lane's cycle terms name for it, else of the calendar rule with the
 * asset's own code, else Monday to Friday. Days that a calendar does not cover are Monday to Friday too.
 */
public final class Calendars {
    private static final BusinessDays WEEKDAYS =
            date -> date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;

    private final Scales scales;

    /** @param scales where the constitution in force is */
    public Calendars(Scales scales) {
        this.scales = scales;
    }

    /** The business days of the asset, as of now. */
    public BusinessDays of(String asset) {
        return scales.constitution()
                .flatMap(constitution -> calendar(constitution, asset))
                .<BusinessDays>map(Calendars::covering)
                .orElse(WEEKDAYS);
    }

    private static Optional<HolidayCalendar> calendar(Constitution constitution, String asset) {
        return constitution
                .rules()
                .all(CycleTerms.class)
                .flatMap(terms -> Optional.ofNullable(terms.calendars().get(asset)).stream())
                .findFirst()
                .or(() -> Optional.of(asset))
                .flatMap(code -> constitution.rules().calendar(code));
    }

    private static BusinessDays covering(HolidayCalendar calendar) {
        return new BusinessDays() {
            @Override
            public boolean isBusinessDay(LocalDate date) {
                try {
                    return calendar.isBusinessDay(date);
                } catch (OutsideCalendar e) {
                    return WEEKDAYS.isBusinessDay(date);
                }
            }
        };
    }
}
