package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one version of terms makes of the values of one period.
 *
 * @param pool what is shared, in whole minor units
 * @param clauses in the order of the terms
 * @param entitlements of the parties in their order; exact, and in sum the pool
 * @param marks high-water marks after it, in minor units, by clause
 */
public record Calculation(
        Fraction pool, List<ClauseResult> clauses, List<Fraction> entitlements, SortedMap<String, Long> marks) {
    public Calculation {
        clauses = List.copyOf(clauses);
        entitlements = List.copyOf(entitlements);
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }
}
