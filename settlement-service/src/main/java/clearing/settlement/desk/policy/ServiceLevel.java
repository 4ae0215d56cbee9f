package clearing.settlement.desk.policy;

import clearing.kernel.calendar.BusinessDays;
import clearing.kernel.calendar.RollConvention;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** How soon a break is to be resolved, counted from when it opened. */
public sealed interface ServiceLevel {
    /** So many hours by the clock, 1 to 10,000. */
    record Hours(int hours) implements ServiceLevel {}

    /** By the same time of the n-th business day after, 1 to 1,000. */
    record Days(int businessDays) implements ServiceLevel {}

    /** When it is due. */
    default Instant due(Instant opened, BusinessDays calendar) {
        return switch (this) {
            case Hours h -> opened.plus(Duration.ofHours(h.hours()));
            case Days d -> {
                LocalDate from = LocalDate.ofInstant(opened, ZoneOffset.UTC);
                LocalDate to = calendar.plus(from, d.businessDays(), RollConvention.NONE);
                yield opened.plus(Duration.ofDays(to.toEpochDay() - from.toEpochDay()));
            }
        };
    }
}
