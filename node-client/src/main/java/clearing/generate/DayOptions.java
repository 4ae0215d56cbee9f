package clearing.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What a day is made from. Equal options give equal bytes.
 *
 * @param seed any number
 * @param date the business day; trade date and value date of all trades
 * @param trades how many trades, those that will not settle among them
 * @param breaks how many breaks of each kind are planted in the books; 0 for clean books
 */
record DayOptions(long seed, LocalDate date, int trades, int breaks) {
    static final int MIN_TRADES = 100;
    static final int MAX_TRADES = 500_000;
    static final int MAX_BREAKS = 10_000;
    /** Trades needed per planted break of each kind, so that every break gets trades of its own. */
    static final int TRADES_PER_BREAK = 50;

    DayOptions {
        if (trades < MIN_TRADES || trades > MAX_TRADES) {
            throw new InvalidOption(
                    "--trades", "TRADES_OUT_OF_RANGE", trades + " is not within " + MIN_TRADES + " and " + MAX_TRADES);
        }
        if (breaks < 0 || breaks > MAX_BREAKS) {
            throw new InvalidOption("--breaks", "BREAKS_OUT_OF_RANGE", breaks + " is not within 0 and " + MAX_BREAKS);
        }
        if (breaks * TRADES_PER_BREAK > trades) {
            throw new InvalidOption(
                    "--breaks",
                    "TOO_MANY_BREAKS",
                    breaks + " of each kind need at least " + breaks * TRADES_PER_BREAK + " trades, --trades is "
                            + trades);
        }
        if (!isBusinessDay(date)) {
            throw new InvalidOption("--date", "NOT_A_BUSINESS_DAY", date + " is a " + dayName(date.getDayOfWeek()));
        }
        if (date.getYear() < 2000 || date.getYear() > 2099) {
            throw new InvalidOption("--date", "DATE_OUT_OF_RANGE", date + " is not within 2000 and 2099");
        }
    }

    /** The business day before: value date of the deposits that make the opening balances. */
    LocalDate previousBusinessDay() {
        LocalDate day = date.minusDays(1);
        while (!isBusinessDay(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    LocalDate nextBusinessDay() {
        return businessDayAfter(date);
    }

    static LocalDate businessDayAfter(LocalDate date) {
        LocalDate day = date.plusDays(1);
        while (!isBusinessDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static String dayName(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
