package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole period: each version's calculation over the period's values, weighed by the days on which it was in force. Pure; whoever has terms
 * and values gets the same.
 *
 * @param pool what is shared, minor units
 * @param clauses each version's results, not weighed
 * @param entitled by member, in 10^-18 minor units; they sum to the pool
 * @param marks high-water marks after it
 */
public record PeriodCalculation(
        long pool, List<ClauseResult> clauses, SortedMap<String, BigInteger> entitled, SortedMap<String, Long> marks) {
    public PeriodCalculation {
        clauses = List.copyOf(clauses);
        entitled = Collections.unmodifiableSortedMap(new TreeMap<>(entitled));
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** Terms and on how many days of the period they are in force. */
    public record Part(Terms terms, int days) {}

    /**
     * Calculates a period.
     *
     * @param parts at least one; of several, all share the same pool between the same parties
     * @param values of every measure that the terms name, in its unit
     * @param marks before the period
     */
    public static PeriodCalculation of(
            List<Part> parts,
            Period period,
            SortedMap<String, Fraction> values,
            SortedMap<String, Long> marks,
            Scales scales) {
        List<Party> parties = parts.getLast().terms().parties();
        List<Fraction> sums = new ArrayList<>(Collections.nCopies(parties.size(), Fraction.ZERO));
        List<ClauseResult> results = new ArrayList<>();
        SortedMap<String, Long> after = new TreeMap<>(marks);
        Fraction pool = Fraction.ZERO;
        for (Part part : parts) {
            Calculation calculation = Calculator.calculate(part.terms(), period, values, marks, scales);
            Fraction weight = Fraction.of(part.days(), period.days());
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, sums.get(i).plus(calculation.entitlements().get(i).times(weight)));
            }
            results.addAll(calculation.clauses());
            after.putAll(calculation.marks());
            pool = calculation.pool();
        }
        List<BigInteger> places = Apportionment.onGrid(sums);
        SortedMap<String, BigInteger> entitled = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            entitled.put(parties.get(i).member(), places.get(i));
        }
        return new PeriodCalculation(pool.floor().longValueExact(), results, entitled, after);
    }

    /** High-water marks before a period: where none stands yet, what the terms begin with. */
    public static SortedMap<String, Long> starting(List<Part> parts, SortedMap<String, Long> marks) {
        SortedMap<String, Long> all = new TreeMap<>(marks);
        for (Part part : parts) {
            for (Clause clause : part.terms().clauses()) {
                if (clause instanceof Clause.Excess excess && excess.mark().isPresent()) {
                    all.putIfAbsent(excess.id(), excess.mark().getAsLong());
                }
            }
        }
        return all;
    }

    /**
     * What a party gets by one clause in the period, weighed by days.
     *
     * @param parts the same as it was calculated from
     */
    public Fraction byClause(String clause, String member, List<Part> parts, Period period) {
        Fraction sum = Fraction.ZERO;
        for (ClauseResult result : clauses) {
            if (result.clause().equals(clause)) {
                int days = parts.stream()
                        .filter(part -> part.terms().version() == result.version())
                        .mapToInt(Part::days)
                        .sum();
                sum = sum.plus(result.of(member).times(Fraction.of(days, period.days())));
            }
        }
        return sum;
    }
}
