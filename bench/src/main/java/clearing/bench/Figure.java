package clearing.bench;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One measured figure: the median of its samples with their range, and the bound that it is held against.
 *
 * @param floor smallest value that holds, where more is better
 * @param ceiling largest value that holds, where less is better
 * @param goal what we want
 */
public record Figure(
        String name,
        double value,
        double min,
        double max,
        String unit,
        OptionalDouble floor,
        OptionalDouble ceiling,
        OptionalDouble goal) {

    /** A figure without a bound. */
    public static Figure of(String name, String unit, double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException(name + " has no samples");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        OptionalDouble none = OptionalDouble.empty();
        return new Figure(name, median, sorted[0], sorted[sorted.length - 1], unit, none, none, none);
    }

    public Figure atLeast(double bound) {
        return new Figure(name, value, min, max, unit, OptionalDouble.of(bound), OptionalDouble.empty(), goal);
    }

    public Figure atMost(double bound) {
        return new Figure(name, value, min, max, unit, OptionalDouble.empty(), OptionalDouble.of(bound), goal);
    }

    public Figure goal(double wanted) {
        return new Figure(name, value, min, max, unit, floor, ceiling, OptionalDouble.of(wanted));
    }

    /** True when the median keeps its bound, or there is none. */
    public boolean holds() {
        return value >= floor.orElse(Double.NEGATIVE_INFINITY) && value <= ceiling.orElse(Double.POSITIVE_INFINITY);
    }
}
