package clearing.client.revenue.explain;

import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.ClauseMeasures;
import clearing.kernel.revenue.terms.Terms;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which measures a party's amounts are reckoned from: those that its own clauses name, and the sources of the pool where a clause takes from
 * it. What clauses of others leave of the pool counts as a figure of its own, not as the measures behind it.
 */
final class Dependence {
    private final Terms terms;
    private final String party;
    private final SortedSet<String> names = new TreeSet<>();
    private boolean pool;

    private Dependence(Terms terms, String party) {
        this.terms = terms;
        this.party = party;
    }

    static Dependence of(Terms terms, String party) {
        Dependence found = new Dependence(terms, party);
        terms.clauses().stream()
                .filter(clause -> recipients(clause).contains(party))
                .forEach(found::take);
        return found;
    }

    /** Ids of the parties that a clause gives to or takes from. */
    static List<String> recipients(Clause clause) {
        return switch (clause) {
            case Clause.Fixed c -> List.of(c.to());
            case Clause.Share c -> List.of(c.to());
            case Clause.Tiers c -> List.of(c.to());
            case Clause.Excess c -> List.of(c.to());
            case Clause.Weights c ->
                c.factors().getFirst().entries().stream()
                        .map(Clause.Entry::party)
                        .toList();
            case Clause.Clawback c -> List.of(c.from(), c.to());
            case Clause.Guarantee c -> List.of(c.to());
            case Clause.Residual c ->
                c.portions().stream().map(Clause.Portion::party).toList();
        };
    }

    /** Names of measures, ascending. */
    SortedSet<String> measures() {
        return names;
    }

    /** Whether it depends on what is shared as a whole. */
    boolean pool() {
        return pool;
    }

    private void take(Clause clause) {
        names.addAll(ClauseMeasures.of(ownPart(clause), terms));
        if (takesFromPool(clause)) {
            pool = true;
            names.addAll(ClauseMeasures.ofPool(terms));
        }
    }

    /** Of weights, what the party itself contributed: the others' contributions are theirs. */
    private Clause ownPart(Clause clause) {
        return clause instanceof Clause.Weights c
                ? new Clause.Weights(
                        c.id(),
                        c.label(),
                        c.of(),
                        c.rate(),
                        c.factors().stream().map(this::ownPart).toList())
                : clause;
    }

    private Clause.Factor ownPart(Clause.Factor factor) {
        return new Clause.Factor(
                factor.label(),
                factor.weight(),
                factor.entries().stream()
                        .filter(entry -> entry.party().equals(party))
                        .toList());
    }

    private static boolean takesFromPool(Clause clause) {
        return switch (clause) {
            case Clause.Share c -> !(c.of() instanceof Base.OfMeasure);
            case Clause.Weights c -> !(c.of() instanceof Base.OfMeasure);
            case Clause.Residual c -> true;
            case Clause.Fixed c -> false;
            case Clause.Tiers c -> false;
            case Clause.Excess c -> false;
            case Clause.Clawback c -> false;
            case Clause.Guarantee c -> false;
        };
    }
}
