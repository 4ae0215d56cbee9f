package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Clause;
import java.util.ArrayList;
import java.util.List;

/** Each party's part of one, by the factors of a clause. */
final class WeightedShares {
    private final Clause.Weights clause;
    private final Values values;

    WeightedShares(Clause.Weights clause, Values values) {
        this.clause = clause;
        this.values = values;
    }

    /** In the order of the first factor: all factors name the same. */
    List<String> parties() {
        return clause.factors().getFirst().entries().stream()
                .map(Clause.Entry::party)
                .toList();
    }

    Derivation score(String party) {
        List<Derivation> parts = new ArrayList<>();
        Fraction sum = Fraction.ZERO;
        for (Clause.Factor factor : clause.factors()) {
            Derivation part = part(factor, party);
            sum = sum.plus(part.value());
            parts.add(part);
        }
        return new Derivation("weight of " + party, Derivation.PERCENT, sum, parts);
    }

    private Derivation part(Clause.Factor factor, String party) {
        Fraction total = Fraction.ZERO;
        Derivation own = null;
        for (Clause.Entry entry : factor.entries()) {
            Derivation value = values.value(entry.measure());
            total = total.plus(value.value());
            if (entry.party().equals(party)) {
                own = value;
            }
        }
        if (own == null) {
            throw new java.util.NoSuchElementException("factor " + factor.label() + " does not name " + party);
        }
        Fraction weight = Fraction.ofMillionths(factor.weight());
        boolean none = total.signum() == 0;
        Fraction proportion =
                none ? Fraction.of(1, factor.entries().size()) : own.value().over(total);
        return new Derivation(
                factor.label() + (none ? ", of which there was none: all alike" : ""),
                Derivation.PERCENT,
                weight.times(proportion),
                List.of(
                        own,
                        Derivation.leaf("of all", own.unit(), total),
                        Derivation.leaf("counts for", Derivation.PERCENT, weight)));
    }
}
