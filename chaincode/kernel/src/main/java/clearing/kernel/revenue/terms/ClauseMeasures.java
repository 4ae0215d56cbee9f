package clearing.kernel.revenue.terms;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which measures clauses depend on, beside the pool's own. */
public final class ClauseMeasures {
    private ClauseMeasures() {}

    /** Names of the measures that a clause reads, with the exchange rates that it converts by. */
    public static SortedSet<String> of(Clause clause, Terms terms) {
        SortedSet<String> names = new TreeSet<>();
        switch (clause) {
            case Clause.Fixed c -> {}
            case Clause.Share c -> {
                base(c.of(), names);
                rate(c.rate(), names);
            }
            case Clause.Tiers c -> names.add(c.of());
            case Clause.Excess c -> {
                names.add(c.of());
                hurdle(c.over(), names);
                rate(c.rate(), names);
            }
            case Clause.Weights c -> {
                base(c.of(), names);
                rate(c.rate(), names);
                c.factors().forEach(factor -> factor.entries().forEach(entry -> names.add(entry.measure())));
            }
            case Clause.Clawback c -> {
                names.add(c.of());
                rate(c.rate(), names);
            }
            case Clause.Guarantee c -> {}
            case Clause.Residual c -> {}
        }
        addRates(terms, names);
        return names;
    }

    /** Names of the measures that make the pool, with the exchange rates that they are converted by. */
    public static SortedSet<String> ofPool(Terms terms) {
        SortedSet<String> names = new TreeSet<>(terms.pool());
        addRates(terms, names);
        return names;
    }

    /** True where nothing but some clauses depends on a measure: neither the pool nor another clause. */
    public static boolean onlyIn(Terms terms, String measure, Set<String> clauses) {
        return !ofPool(terms).contains(measure)
                && terms.clauses().stream()
                        .filter(clause -> !clauses.contains(clause.id()))
                        .noneMatch(clause -> of(clause, terms).contains(measure));
    }

    private static void addRates(Terms terms, SortedSet<String> names) {
        SortedSet<String> foreign = new TreeSet<>();
        for (String name : names) {
            terms.measure(name)
                    .filter(m -> m.unit() instanceof Unit.Money money
                            && !money.asset().equals(terms.currency()))
                    .ifPresent(m -> foreign.add(((Unit.Money) m.unit()).asset()));
        }
        for (Measure measure : terms.measures()) {
            if (measure.unit() instanceof Unit.ExchangeRate rate && foreign.contains(rate.asset())) {
                names.add(measure.name());
            }
        }
    }

    private static void base(Base base, SortedSet<String> names) {
        switch (base) {
            case Base.Pool b -> {}
            case Base.Remainder b -> {}
            case Base.OfMeasure b -> names.add(b.measure());
        }
    }

    private static void hurdle(Hurdle hurdle, SortedSet<String> names) {
        switch (hurdle) {
            case Hurdle.Amount h -> {}
            case Hurdle.OfMeasure h -> names.add(h.measure());
            case Hurdle.PercentOf h -> names.add(h.measure());
        }
    }

    private static void rate(Rate rate, SortedSet<String> names) {
        rate.changes().forEach(change -> names.add(change.measure()));
    }
}
