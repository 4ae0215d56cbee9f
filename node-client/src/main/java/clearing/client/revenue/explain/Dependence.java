package clearing.client.revenue.explain;

import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
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
        switch (clause) {
            case Clause.Fixed c -> {}
            case Clause.Share c -> {
                base(c.of());
                rate(c.rate());
            }
            case Clause.Tiers c -> measure(c.of());
            case Clause.Excess c -> {
                measure(c.of());
                hurdle(c.over());
                rate(c.rate());
            }
            case Clause.Weights c -> {
                base(c.of());
                rate(c.rate());
                c.factors().stream()
                        .flatMap(factor -> factor.entries().stream())
                        .filter(entry -> entry.party().equals(party))
                        .forEach(entry -> measure(entry.measure()));
            }
            case Clause.Clawback c -> {
                measure(c.of());
                rate(c.rate());
            }
            case Clause.Guarantee c -> {}
            case Clause.Residual c -> base(new Base.Pool());
        }
    }

    private void base(Base base) {
        switch (base) {
            case Base.Pool b -> wholePool();
            case Base.Remainder b -> wholePool();
            case Base.OfMeasure b -> measure(b.measure());
        }
    }

    private void wholePool() {
        pool = true;
        terms.pool().forEach(this::measure);
    }

    private void hurdle(Hurdle hurdle) {
        switch (hurdle) {
            case Hurdle.Amount h -> {}
            case Hurdle.OfMeasure h -> measure(h.measure());
            case Hurdle.PercentOf h -> measure(h.measure());
        }
    }

    private void rate(Rate rate) {
        rate.changes().stream().map(RateChange::measure).forEach(this::measure);
    }

    /** Money of another asset depends on that asset's rate too. */
    private void measure(String name) {
        names.add(name);
        if (terms.measure(name).map(Measure::unit).orElse(new Unit.Minutes()) instanceof Unit.Money money
                && !money.asset().equals(terms.currency())) {
            terms.measures().stream()
                    .filter(m -> m.unit().equals(new Unit.ExchangeRate(money.asset())))
                    .forEach(m -> names.add(m.name()));
        }
    }
}
