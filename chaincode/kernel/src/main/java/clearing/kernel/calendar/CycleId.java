package clearing.kernel.calendar;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A settlement cycle of a lane.
 *
 * @param lane code of the settlement lane
 * @param date business date on which it settles
 * @param number its place among the cycles of that date, from 0
 */
public record CycleId(String lane, LocalDate date, int number) implements Comparable<CycleId> {
    @Override
    public int compareTo(CycleId other) {
        return Comparator.comparing(CycleId::lane)
                .thenComparing(CycleId::date)
                .thenComparingInt(CycleId::number)
                .compare(this, other);
    }

    /** {@code lane/2026-11-23/0}. */
    @Override
    public String toString() {
        return lane + "/" + date + "/" + number;
    }
}
