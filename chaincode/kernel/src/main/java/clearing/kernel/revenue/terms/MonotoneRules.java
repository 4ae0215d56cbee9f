package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a clause's amount never falls as a measure rises and all else stays, where that is declared. It is about what the clause comes to;
 * what is left of the pool may still bound it.
 */
final class MonotoneRules {
    private final Terms terms;
    private final Ranges ranges;
    private final Findings found;

    MonotoneRules(Terms terms, Ranges ranges, Findings found) {
        this.terms = terms;
        this.ranges = ranges;
        this.found = found;
    }

    void check() {
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            Limits limits = RateRules.limits(clause);
            for (int m = 0; m < limits.risesWith().size(); m++) {
                rises(clause, limits.risesWith().get(m), "clauses[" + i + "].limits.risesWith[" + m + "]");
            }
        }
    }

    private void rises(Clause clause, String measure, String field) {
        if (RateRules.base(clause).orElse(new Base.Pool()) instanceof Base.Remainder) {
            found.add(
                    Kind.MONOTONE,
                    field,
                    "cannot be promised for a share of what is left: the clauses before may leave less");
            return;
        }
        List<RateChange> changes = RateRules.rate(clause).map(Rate::changes).orElse(List.of()).stream()
                .filter(change -> change.measure().equals(measure))
                .toList();
        if (changes.isEmpty() && !sources(clause, measure) && !isHurdle(clause, measure)) {
            found.add(Kind.MONOTONE, field, "the clause does not depend on " + measure);
            return;
        }
        if (isHurdle(clause, measure) && !percentOfItself(clause)) {
            found.add(Kind.MONOTONE, field, "the hurdle rises with " + measure + ", so the excess falls");
        }
        if (!changes.isEmpty()) {
            points(changes, field);
        }
        if (clause instanceof Clause.Tiers tiers && tiers.wholeBand()) {
            bands(tiers, field);
        }
    }

    /** Whether the amount is reckoned from the measure: directly, in the pool, or converted with it. */
    private boolean sources(Clause clause, String measure) {
        List<String> of = new ArrayList<>();
        switch (clause) {
            case Clause.Tiers c -> of.add(c.of());
            case Clause.Excess c -> of.add(c.of());
            default ->
                RateRules.base(clause).ifPresent(base -> {
                    switch (base) {
                        case Base.Pool b -> of.addAll(terms.pool());
                        case Base.Remainder b -> {}
                        case Base.OfMeasure b -> of.add(b.measure());
                    }
                });
        }
        return of.stream().anyMatch(source -> source.equals(measure) || converts(measure, source));
    }

    private boolean converts(String rate, String source) {
        return terms.measure(rate).orElseThrow().unit() instanceof Unit.ExchangeRate exchange
                && terms.measure(source).orElseThrow().unit().equals(new Unit.Money(exchange.asset()))
                && ranges.of(source).least().signum() >= 0;
    }

    private boolean isHurdle(Clause clause, String measure) {
        if (!(clause instanceof Clause.Excess excess)) {
            return false;
        }
        return switch (excess.over()) {
            case Hurdle.Amount h -> false;
            case Hurdle.OfMeasure h -> h.measure().equals(measure) || converts(measure, h.measure());
            case Hurdle.PercentOf h -> h.measure().equals(measure) || converts(measure, h.measure());
        };
    }

    /** A part of the very measure: at most all of it, so the excess rises with it. */
    private static boolean percentOfItself(Clause clause) {
        return clause instanceof Clause.Excess excess
                && excess.over() instanceof Hurdle.PercentOf hurdle
                && hurdle.measure().equals(excess.of());
    }

    private void points(List<RateChange> changes, String field) {
        Branches branches = new Branches(terms, ranges, List.of(new Rate(0, changes)));
        // Branches of one measure come in its order, for one time after the other.
        long[] before = {Long.MIN_VALUE};
        branches.forEach(branch -> {
            long points = branches.rate(0, branch);
            if (branch[0] > 0 && points < before[0]) {
                found.add(
                        Kind.MONOTONE,
                        field,
                        "the rate falls by " + Percents.number(before[0] - points) + " percentage points "
                                + branches.words(branch));
            }
            before[0] = points;
        });
    }

    private void bands(Clause.Tiers tiers, String field) {
        for (int i = 1; i < tiers.bands().size(); i++) {
            Clause.Band band = tiers.bands().get(i);
            found.require(
                    band.value() >= tiers.bands().get(i - 1).value(),
                    Kind.MONOTONE,
                    field,
                    "the value falls for all of " + tiers.of() + " above " + ranges.text(tiers.of(), band.above()));
        }
    }
}
