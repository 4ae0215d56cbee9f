package clearing.reconcile;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Monday to Friday. Holidays are not known here: they only make a day of grace longer, never an item lost. */
final class BusinessDays {
    private BusinessDays() {}

    /** The day that is {@code days} business days after {@code day}; the day itself for 0. */
    static LocalDate after(LocalDate day, int days) {
        LocalDate at = day;
        for (int left = days; left > 0; ) {
            at = at.plusDays(1);
            if (at.getDayOfWeek() != DayOfWeek.SATURDAY && at.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return at;
    }
}
