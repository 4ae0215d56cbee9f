package clearing.kernel.revenue.terms;

import java.util.List;
import java.util.OptionalLong;

/**
 * One promise. Clauses are taken in order; each takes from what the ones before have left of the pool, and never more than that unless the
 * residual bears the shortfall. No clause takes back: below zero counts as zero; {@link Clawback} is for that.
 */
public sealed interface Clause {
    /** Names the clause within its agreement: A-Z, 0-9 and '-', at most 16 characters. */
    String id();

    /** For people. */
    String label();

    /** @param amount minor units, in every period */
    record Fixed(String id, String label, String to, long amount) implements Clause {}

    /** A percentage of something. */
    record Share(String id, String label, String to, Base of, Rate rate, Limits limits) implements Clause {}

    /**
     * Bands of a measure.
     *
     * @param of money, a count or minutes; money counts in the agreement's currency
     * @param wholeBand true: all of the measure at the value of the band that it lies in; false: each part at the value of its own band
     * @param bands ascending; below the first, nothing is due
     */
    record Tiers(String id, String label, String to, String of, boolean wholeBand, List<Band> bands, Limits limits)
            implements Clause {
        public Tiers {
            bands = List.copyOf(bands);
        }
    }

    /**
     * @param above the band is what lies above this, in the unit of the measure (money: the agreement's currency)
     * @param value millionths: of the money in the band, or of a minor unit for each thing or minute
     */
    record Band(long above, long value) {}

    /**
     * A share of what exceeds a hurdle.
     *
     * @param of money
     * @param mark where the high-water mark begins: then only what exceeds the highest value so far counts, and the higher of mark and hurdle
     */
    record Excess(
            String id, String label, String to, String of, Hurdle over, OptionalLong mark, Rate rate, Limits limits)
            implements Clause {}

    /** A percentage of something, among several parties by what each contributed. */
    record Weights(String id, String label, Base of, Rate rate, List<Factor> factors) implements Clause {
        public Weights {
            factors = List.copyOf(factors);
        }
    }

    /**
     * What a contribution is measured by, such as conversion, usage time or risk carried: each party counts by its proportion of the sum. Where
     * the sum is zero, all count alike.
     *
     * @param weight millionths; of a clause they sum to one
     * @param entries at least two, of one unit, in the order of the agreement's parties
     */
    record Factor(String label, long weight, List<Entry> entries) {
        public Factor {
            entries = List.copyOf(entries);
        }
    }

    /** A party's measure. */
    record Entry(String party, String measure) {}

    /** What a later fact shows was paid for nothing goes back: outside the pool, from one party to another. */
    record Clawback(String id, String label, String from, String to, String of, Rate rate, OptionalLong cap)
            implements Clause {}

    /** Makes up what the clauses before have allotted to a party to a minimum, in minor units a period. */
    record Guarantee(String id, String label, String to, long minimum) implements Clause {}

    /**
     * All that is left. At most one, and the last.
     *
     * @param portions sum to one
     * @param bearsShortfall true when those parties pay in where the clauses before come to more than the pool
     */
    record Residual(String id, String label, List<Portion> portions, boolean bearsShortfall) implements Clause {
        public Residual {
            portions = List.copyOf(portions);
        }
    }

    /** @param share millionths */
    record Portion(String party, long share) {}
}
