package clearing.client.revenue.explain;

import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Clauses in one sentence each. */
public final class ClauseWords {
    private final Terms terms;
    private final Figures figures;

    public ClauseWords(Terms terms, Scales scales) {
        this.terms = terms;
        this.figures = new Figures(scales, Set.of(terms.currency()));
    }

    /** What the clause promises, without its id and label. */
    public String of(Clause clause) {
        return switch (clause) {
            case Clause.Fixed c -> money(c.amount()) + " to " + c.to();
            case Clause.Share c -> rate(c.rate()) + " of " + base(c.of()) + " to " + c.to() + limits(c.limits());
            case Clause.Tiers c ->
                (c.wholeBand() ? "all of " : "each part of ") + c.of() + " at its band ("
                        + c.bands().stream().map(band -> band(c, band)).collect(Collectors.joining("; ")) + ") to "
                        + c.to() + limits(c.limits());
            case Clause.Excess c ->
                rate(c.rate()) + " of what " + c.of() + " exceeds " + hurdle(c.over())
                        + (c.mark().isPresent() ? " and its high-water mark" : "") + " by, to " + c.to()
                        + limits(c.limits());
            case Clause.Weights c ->
                rate(c.rate()) + " of " + base(c.of()) + ", shared by "
                        + c.factors().stream()
                                .map(f -> f.label() + " (" + percent(f.weight()) + ")")
                                .collect(Collectors.joining(", "));
            case Clause.Clawback c ->
                rate(c.rate()) + " of " + c.of() + " back from " + c.from() + " to " + c.to()
                        + (c.cap().isPresent()
                                ? ", not more than " + money(c.cap().getAsLong())
                                : "");
            case Clause.Guarantee c -> "not less than " + money(c.minimum()) + " to " + c.to();
            case Clause.Residual c ->
                "what is left, "
                        + c.portions().stream()
                                .map(p -> percent(p.share()) + " to " + p.party())
                                .collect(Collectors.joining(", "))
                        + (c.bearsShortfall() ? ", who bear a shortfall too" : "");
        };
    }

    private String rate(Rate rate) {
        StringJoiner words =
                new StringJoiner("; ", percent(rate.base()) + " (", ")").setEmptyValue(percent(rate.base()));
        rate.changes().forEach(change -> words.add(change(change)));
        return words.toString();
    }

    private String change(RateChange change) {
        return switch (change) {
            case RateChange.Step c ->
                points(c.points()) + " when " + c.measure() + " is above " + value(c.measure(), c.above());
            case RateChange.Ladder c ->
                c.rungs().stream()
                        .map(rung -> points(rung.points()) + " when " + c.measure() + " is above "
                                + value(c.measure(), rung.above()))
                        .collect(Collectors.joining(", or "));
            case RateChange.EarnOut c ->
                "from " + c.due() + " on " + points(c.beaten()) + " when " + c.measure() + " is at least "
                        + value(c.measure(), c.target()) + ", else " + points(c.missed());
        };
    }

    private String band(Clause.Tiers clause, Clause.Band band) {
        boolean ofMoney = unit(clause.of()) instanceof Unit.Money;
        String price = ofMoney
                ? percent(band.value())
                : figures.text(terms.currency(), Fraction.ofMillionths(band.value())) + " each";
        return "above " + value(clause.of(), band.above()) + ": " + price;
    }

    private String hurdle(Hurdle hurdle) {
        return switch (hurdle) {
            case Hurdle.Amount h -> money(h.amount());
            case Hurdle.OfMeasure h -> h.measure();
            case Hurdle.PercentOf h -> percent(h.rate()) + " of " + h.measure();
        };
    }

    private static String base(Base base) {
        return switch (base) {
            case Base.Pool b -> "the pool";
            case Base.Remainder b -> "what is left";
            case Base.OfMeasure b -> b.measure();
        };
    }

    private String limits(Limits limits) {
        return (limits.floor().isPresent()
                        ? ", not less than " + money(limits.floor().getAsLong())
                        : "")
                + (limits.cap().isPresent()
                        ? ", not more than " + money(limits.cap().getAsLong())
                        : "");
    }

    /** A threshold: money in the agreement's currency, whatever the measure's own. */
    private String value(String measure, long value) {
        return switch (unit(measure)) {
            case Unit.Money u -> money(value);
            case Unit.Count u -> figures.text(u.of(), Fraction.of(value));
            case Unit.Minutes u -> figures.text(Derivation.MINUTES, Fraction.of(value));
            case Unit.Percent u -> percent(value);
            case Unit.ExchangeRate u -> figures.text("", Fraction.of(value).over(Fraction.of(Unit.ExchangeRate.SCALE)));
        };
    }

    private Unit unit(String measure) {
        return terms.measure(measure).map(Measure::unit).orElseThrow();
    }

    private String money(long minor) {
        return figures.text(terms.currency(), Fraction.of(minor));
    }

    private String percent(long millionths) {
        return figures.text(Derivation.PERCENT, Fraction.ofMillionths(millionths));
    }

    private String points(long millionths) {
        return figures.text(Derivation.POINTS, Fraction.ofMillionths(millionths));
    }
}
