package clearing.reconcile;

import java.time.LocalDate;
import java.util.Arrays;

/** Days after a grace in business days, as numbers since 1970, remembered for the days that are in use. */
final class Days {
    private static final int REMEMBERED = 256;

    private final int grace;
    private final int[] days = new int[REMEMBERED];
    private final int[] after = new int[REMEMBERED];
    private final LocalDate[] dates = new LocalDate[REMEMBERED];

    Days(int grace) {
        this.grace = grace;
        Arrays.fill(days, Integer.MIN_VALUE);
        Arrays.fill(dates, LocalDate.EPOCH);
    }

    int after(int day) {
        return after[place(day)];
    }

    LocalDate dateAfter(int day) {
        return dates[place(day)];
    }

    private int place(int day) {
        int at = day & REMEMBERED - 1;
        if (days[at] != day) {
            dates[at] = BusinessDays.after(LocalDate.ofEpochDay(day), grace);
            after[at] = (int) dates[at].toEpochDay();
            days[at] = day;
        }
        return at;
    }
}
