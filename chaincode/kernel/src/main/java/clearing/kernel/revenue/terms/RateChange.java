package clearing.kernel.revenue.terms;

import java.time.LocalDate;
import java.util.List;

/** A condition that moves a rate. Points are millionths: 5 percentage points are 50,000. Thresholds are in the unit of the measure. */
public sealed interface RateChange {
    /** Name of the measure that decides. */
    String measure();

    /** More than this: so many points. */
    record Step(String measure, long above, long points) implements RateChange {}

    /** The points of the highest rung that the measure is above; below all, none. Rungs ascend. */
    record Ladder(String measure, List<Rung> rungs) implements RateChange {
        public Ladder {
            rungs = List.copyOf(rungs);
        }
    }

    record Rung(long above, long points) {}

    /**
     * A promise: from the period on that ends on the due day or later, the share moves by whether the target is met.
     *
     * @param target met when the measure is at least this
     * @param missed points when it is not
     * @param beaten points when it is
     */
    record EarnOut(String measure, long target, LocalDate due, long missed, long beaten) implements RateChange {}
}
