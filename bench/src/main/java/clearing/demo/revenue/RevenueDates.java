package clearing.demo.revenue;

import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.time.LocalDate;

/**
 * The periods that are shared: the two months before this one, and yesterday.
 *
 * @param first the month before last
 * @param second last month
 * @param day yesterday
 */
record RevenueDates(Period first, Period second, Period day) {
    static RevenueDates before(LocalDate today) {
        Period second = Period.containing(Cycle.MONTHLY, today.withDayOfMonth(1).minusDays(1));
        Period first = Period.containing(Cycle.MONTHLY, second.start().minusDays(1));
        return new RevenueDates(first, second, Period.containing(Cycle.DAILY, today.minusDays(1)));
    }
}
