package clearing.client.revenue.simulation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the last period moves with one measure.
 *
 * @param steps from the first value to the last
 */
public record Variation(String measure, List<Step> steps) {
    public Variation {
        steps = List.copyOf(steps);
    }

    /** Both ends belong to it; in the unit of the measure. */
    public record Range(String measure, long from, long to) {}

    /** @param value in the unit of the measure */
    public record Step(long value, Simulation.Result result) {}

    /** Each step begins where the periods before the last one end. */
    public static Variation over(
            Terms terms, SortedMap<Period, SortedMap<String, Fraction>> facts, Range range, int steps) {
        Period last = facts.lastKey();
        List<Simulation.Result> before = Simulation.run(terms, facts.headMap(last));
        Simulation.State state = before.isEmpty()
                ? Simulation.State.start(terms)
                : before.getLast().after();
        List<Step> all = new ArrayList<>();
        BigInteger width = BigInteger.valueOf(range.to()).subtract(BigInteger.valueOf(range.from()));
        for (int i = 0; i <= steps; i++) {
            long value = range.from()
                    + width.multiply(BigInteger.valueOf(i))
                            .divide(BigInteger.valueOf(steps))
                            .longValueExact();
            SortedMap<String, Fraction> values = new TreeMap<>(facts.get(last));
            values.put(range.measure(), Fraction.of(value));
            all.add(new Step(value, Simulation.period(terms, last, values, state)));
        }
        return new Variation(range.measure(), all);
    }
}
