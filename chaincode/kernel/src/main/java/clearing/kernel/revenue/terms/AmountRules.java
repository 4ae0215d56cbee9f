package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Asset;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.List;

/** The most that clauses can come to, against what the ledger holds: then no sum of a statement leaves 64 bits. */
final class AmountRules {
    private static final Fraction LIMIT = Fraction.of(Asset.MAX_AMOUNT);

    private final Terms terms;
    private final Ranges ranges;
    private final List<RateSpan> spans;
    private final Findings found;

    AmountRules(Terms terms, Ranges ranges, List<RateSpan> spans, Findings found) {
        this.terms = terms;
        this.ranges = ranges;
        this.spans = spans;
        this.found = found;
    }

    /** Money measured in another currency, before anything is reckoned with it. */
    static void measures(Terms terms, Ranges ranges, Findings found) {
        for (int i = 0; i < terms.measures().size(); i++) {
            Measure measure = terms.measures().get(i);
            Ranges.Range range = ranges.of(measure.name());
            found.require(
                    range.most().compareTo(LIMIT) <= 0 && range.least().compareTo(LIMIT.negate()) >= 0,
                    Kind.OVERFLOW,
                    "measures[" + i + "].most",
                    "is more than the ledger holds when converted to " + terms.currency());
        }
    }

    void check() {
        Fraction pool = ranges.pool();
        found.require(
                pool.compareTo(LIMIT) <= 0,
                Kind.OVERFLOW,
                "pool",
                "could be more than the ledger holds: lower the most that its measures can be");
        boolean borne = terms.clauses().getLast() instanceof Clause.Residual residual && residual.bearsShortfall();
        Fraction all = pool;
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            Fraction most = most(clause, spans.get(i));
            boolean adds = borne || clause instanceof Clause.Clawback;
            Fraction sum = adds ? all.plus(most) : all;
            found.require(
                    most.compareTo(LIMIT) <= 0 && (sum.compareTo(LIMIT) <= 0 || all.compareTo(LIMIT) > 0),
                    Kind.OVERFLOW,
                    "clauses[" + i + "]",
                    "could come to more than the ledger holds: set a cap, or lower the most that its measures can be");
            all = sum;
        }
    }

    private Fraction most(Clause clause, RateSpan span) {
        Fraction rate = Fraction.ofMillionths(span.most());
        return switch (clause) {
            case Clause.Fixed c -> Fraction.of(c.amount());
            case Clause.Share c -> limited(base(c.of()).times(rate), c.limits());
            case Clause.Tiers c -> limited(tiers(c), c.limits());
            case Clause.Excess c -> limited(excess(c).times(rate), c.limits());
            case Clause.Weights c -> base(c.of()).times(rate);
            case Clause.Clawback c ->
                limited(
                        base(new Base.OfMeasure(c.of())).times(rate),
                        new Limits(Limits.NONE.floor(), c.cap(), List.of()));
            case Clause.Guarantee c -> Fraction.of(c.minimum());
            case Clause.Residual c -> Fraction.ZERO;
        };
    }

    private Fraction base(Base base) {
        return switch (base) {
            case Base.Pool b -> ranges.pool();
            case Base.Remainder b -> ranges.pool();
            case Base.OfMeasure b -> ranges.of(b.measure()).most().max(Fraction.ZERO);
        };
    }

    private static Fraction limited(Fraction amount, Limits limits) {
        Fraction floored = limits.floor().isPresent()
                ? amount.max(Fraction.of(limits.floor().getAsLong()))
                : amount;
        return limits.cap().isPresent() ? floored.min(Fraction.of(limits.cap().getAsLong())) : floored;
    }

    private Fraction tiers(Clause.Tiers c) {
        Fraction most = ranges.of(c.of()).most();
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < c.bands().size(); i++) {
            Clause.Band band = c.bands().get(i);
            Fraction top = i + 1 < c.bands().size()
                    ? most.min(Fraction.of(c.bands().get(i + 1).above()))
                    : most;
            Fraction counted = c.wholeBand() ? top : top.minus(Fraction.of(band.above()));
            Fraction amount = counted.times(Fraction.ofMillionths(band.value()));
            sum = c.wholeBand() ? sum.max(amount) : sum.plus(amount);
        }
        return sum;
    }

    private Fraction excess(Clause.Excess c) {
        Fraction hurdle = switch (c.over()) {
            case Hurdle.Amount h -> Fraction.of(h.amount());
            case Hurdle.OfMeasure h -> ranges.of(h.measure()).least();
            case Hurdle.PercentOf h -> ranges.of(h.measure()).least().times(Fraction.ofMillionths(h.rate()));
        };
        Fraction lowest = c.mark().isPresent() ? hurdle.max(Fraction.of(c.mark().getAsLong())) : hurdle;
        return ranges.of(c.of()).most().minus(lowest).max(Fraction.ZERO);
    }
}
