package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.List;

/** Thresholds against the bounds of their measures: one that is always or never passed is a mistake. */
final class ThresholdRules {
    private final Terms terms;
    private final Ranges ranges;
    private final Findings found;

    ThresholdRules(Terms terms, Ranges ranges, Findings found) {
        this.terms = terms;
        this.ranges = ranges;
        this.found = found;
    }

    void check() {
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            String path = "clauses[" + i + "]";
            RateRules.rate(clause).ifPresent(rate -> changes(rate, path + ".rate"));
            if (RateRules.base(clause).orElse(new Base.Pool()) instanceof Base.OfMeasure of) {
                positive(of.measure(), path + ".of");
            }
            switch (clause) {
                case Clause.Tiers c -> bands(c, path + ".bands");
                case Clause.Excess c -> hurdle(c, path);
                case Clause.Clawback c -> positive(c.of(), path + ".of");
                default -> {}
            }
        }
    }

    private void changes(Rate rate, String path) {
        for (int i = 0; i < rate.changes().size(); i++) {
            String field = path + ".changes[" + i + "]";
            switch (rate.changes().get(i)) {
                case RateChange.Step c -> passable(c.measure(), c.above(), field + ".above");
                case RateChange.Ladder c -> {
                    for (int r = 0; r < c.rungs().size(); r++) {
                        passable(c.measure(), c.rungs().get(r).above(), field + ".rungs[" + r + "].above");
                    }
                }
                case RateChange.EarnOut c -> promise(c, field);
            }
        }
    }

    private void passable(String measure, long above, String field) {
        Ranges.Range range = ranges.of(measure);
        Fraction threshold = Fraction.of(above);
        if (threshold.compareTo(range.most()) >= 0) {
            found.add(
                    Kind.UNREACHABLE,
                    field,
                    measure + " is never above " + ranges.text(measure, above) + ", at most "
                            + ranges.text(measure, range.most()));
        } else if (threshold.compareTo(range.least()) < 0) {
            found.add(
                    Kind.UNREACHABLE,
                    field,
                    measure + " is always above " + ranges.text(measure, above) + ", at least "
                            + ranges.text(measure, range.least()) + ": fold the points into the rate");
        }
    }

    private void promise(RateChange.EarnOut promise, String path) {
        Ranges.Range range = ranges.of(promise.measure());
        Fraction target = Fraction.of(promise.target());
        found.require(
                target.compareTo(range.most()) <= 0,
                Kind.CONTRADICTION,
                path + ".target",
                "can never be met: " + promise.measure() + " is at most "
                        + ranges.text(promise.measure(), range.most()));
        found.require(
                target.compareTo(range.least()) > 0,
                Kind.CONTRADICTION,
                path + ".target",
                "can never be missed: " + promise.measure() + " is at least "
                        + ranges.text(promise.measure(), range.least()));
        found.require(
                terms.until().filter(promise.due()::isAfter).isEmpty(),
                Kind.UNREACHABLE,
                path + ".due",
                promise.due() + " is after the last day of the agreement");
    }

    private void positive(String measure, String field) {
        found.require(
                ranges.of(measure).most().signum() > 0,
                Kind.UNREACHABLE,
                field,
                measure + " is never above zero: a share of it is nothing");
    }

    private void bands(Clause.Tiers c, String path) {
        Ranges.Range range = ranges.of(c.of());
        List<Clause.Band> bands = c.bands();
        for (int i = 0; i < bands.size(); i++) {
            long above = bands.get(i).above();
            String field = path + "[" + i + "].above";
            found.require(
                    Fraction.of(above).compareTo(range.most()) < 0,
                    Kind.UNREACHABLE,
                    field,
                    c.of() + " is never above " + ranges.text(c.of(), above) + ", at most "
                            + ranges.text(c.of(), range.most()));
            if (c.wholeBand() && i + 1 < bands.size()) {
                long next = bands.get(i + 1).above();
                found.require(
                        Fraction.of(next).compareTo(range.least()) >= 0,
                        Kind.UNREACHABLE,
                        field,
                        c.of() + " is always above the next band's " + ranges.text(c.of(), next));
            }
        }
    }

    private void hurdle(Clause.Excess c, String path) {
        Ranges.Range range = ranges.of(c.of());
        if (c.over() instanceof Hurdle.Amount hurdle) {
            found.require(
                    Fraction.of(hurdle.amount()).compareTo(range.most()) < 0,
                    Kind.UNREACHABLE,
                    path + ".over",
                    c.of() + " never exceeds " + ranges.money(hurdle.amount()) + ", it is at most "
                            + ranges.text(c.of(), range.most()));
        }
        c.mark()
                .ifPresent(mark -> found.require(
                        Fraction.of(mark).compareTo(range.most()) < 0,
                        Kind.UNREACHABLE,
                        path + ".mark",
                        c.of() + " never exceeds " + ranges.money(mark) + ", it is at most "
                                + ranges.text(c.of(), range.most())));
    }
}
