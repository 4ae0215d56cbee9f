package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Percents;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateBranch;
import clearing.kernel.revenue.terms.Terms;
import java.util.List;
import java.util.stream.Collectors;

/** What clauses promise, each in a line. */
public final class ClauseWords {
    private final Terms terms;

    /** @param terms that have passed the checks */
    public ClauseWords(Terms terms) {
        this.terms = terms;
    }

    /**
     * Who gets what.
     *
     * @param words in one line
     * @param branches what the rate is on each branch; empty where nothing moves it
     */
    public record Promise(String id, String words, List<RateBranch> branches) {
        public Promise {
            branches = List.copyOf(branches);
        }
    }

    public List<Promise> promises() {
        return terms.clauses().stream().map(this::promise).toList();
    }

    private Promise promise(Clause clause) {
        return switch (clause) {
            case Clause.Fixed c -> plain(c, money(c.amount()) + " to " + c.to());
            case Clause.Share c ->
                moved(c, c.rate(), rate(c.rate()) + " of " + base(c.of()) + " to " + c.to() + limits(c.limits()));
            case Clause.Tiers c ->
                plain(
                        c,
                        (c.wholeBand() ? "whole-band" : "marginal") + " tiers of " + c.of() + " in "
                                + c.bands().size() + " bands to " + c.to() + limits(c.limits()));
            case Clause.Excess c ->
                moved(
                        c,
                        c.rate(),
                        rate(c.rate()) + " of " + c.of() + " over " + hurdle(c) + " to " + c.to() + limits(c.limits()));
            case Clause.Weights c ->
                moved(
                        c,
                        c.rate(),
                        rate(c.rate()) + " of " + base(c.of()) + " among "
                                + c.factors().getFirst().entries().stream()
                                        .map(Clause.Entry::party)
                                        .collect(Collectors.joining(", "))
                                + " by "
                                + c.factors().stream()
                                        .map(f -> f.label() + " " + Percents.text(f.weight()))
                                        .collect(Collectors.joining(", ")));
            case Clause.Clawback c ->
                moved(
                        c,
                        c.rate(),
                        rate(c.rate()) + " of " + c.of() + " back from " + c.from() + " to " + c.to()
                                + (c.cap().isPresent()
                                        ? ", at most " + money(c.cap().getAsLong())
                                        : ""));
            case Clause.Guarantee c -> plain(c, "at least " + money(c.minimum()) + " in all to " + c.to());
            case Clause.Residual c ->
                plain(
                        c,
                        "what is left: "
                                + c.portions().stream()
                                        .map(p -> p.party() + " " + Percents.text(p.share()))
                                        .collect(Collectors.joining(", "))
                                + (c.bearsShortfall() ? "; they bear a shortfall" : ""));
        };
    }

    private static Promise plain(Clause clause, String words) {
        return new Promise(clause.id(), words, List.of());
    }

    private Promise moved(Clause clause, Rate rate, String words) {
        return new Promise(clause.id(), words, rate.changes().isEmpty() ? List.of() : RateBranch.of(terms, rate));
    }

    private static String rate(Rate rate) {
        return Percents.text(rate.base());
    }

    private static String base(Base base) {
        return switch (base) {
            case Base.Pool b -> "the pool";
            case Base.Remainder b -> "what is left of the pool";
            case Base.OfMeasure b -> b.measure();
        };
    }

    private String hurdle(Clause.Excess c) {
        String hurdle = switch (c.over()) {
            case Hurdle.Amount h -> money(h.amount());
            case Hurdle.OfMeasure h -> h.measure();
            case Hurdle.PercentOf h -> Percents.text(h.rate()) + " of " + h.measure();
        };
        return c.mark().isPresent()
                ? hurdle + " and the high-water mark that begins at "
                        + money(c.mark().getAsLong())
                : hurdle;
    }

    private String limits(Limits limits) {
        String floor = limits.floor().isPresent()
                ? ", at least " + money(limits.floor().getAsLong())
                : "";
        String cap =
                limits.cap().isPresent() ? ", at most " + money(limits.cap().getAsLong()) : "";
        return floor + cap;
    }

    private String money(long minor) {
        return Figures.money(minor, terms.currency());
    }
}
