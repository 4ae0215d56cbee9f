package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Calculates terms over the values of a period: exact fractions of minor units, clause after clause. Pure; the terms have been checked
 * before they were signed.
 */
public final class Calculator {
    private final Terms terms;
    private final Values values;
    private final Rates rates;
    private final ClauseAmounts amounts;
    private final boolean shortfallBorne;
    private final SortedMap<String, Long> marks;
    private final List<ClauseResult> results = new ArrayList<>();
    private final List<Fraction> entitlements = new ArrayList<>();
    private Fraction pool = Fraction.ZERO;
    private Fraction left = Fraction.ZERO;

    private Calculator(
            Terms terms,
            Period period,
            SortedMap<String, Fraction> reported,
            SortedMap<String, Long> marks,
            Scales scales) {
        this.terms = terms;
        this.values = new Values(terms, reported, scales);
        this.rates = new Rates(values, period);
        this.amounts = new ClauseAmounts(values, rates, terms.currency());
        this.marks = new TreeMap<>(marks);
        this.shortfallBorne = terms.clauses().stream()
                .anyMatch(c -> c instanceof Clause.Residual residual && residual.bearsShortfall());
        terms.parties().forEach(party -> entitlements.add(Fraction.ZERO));
    }

    /**
     * What the terms make of a period.
     *
     * @param reported the value of every measure, in its unit
     * @param marks high-water marks before the period, in minor units, by clause; one that is absent is at the clause's start
     */
    public static Calculation calculate(
            Terms terms,
            Period period,
            SortedMap<String, Fraction> reported,
            SortedMap<String, Long> marks,
            Scales scales) {
        return new Calculator(terms, period, reported, marks, scales).run();
    }

    private Calculation run() {
        for (String source : terms.pool()) {
            pool = pool.plus(values.value(source).value());
        }
        left = pool;
        terms.clauses().forEach(this::clause);
        return new Calculation(pool, results, entitlements, marks);
    }

    private void clause(Clause clause) {
        switch (clause) {
            case Clause.Fixed c -> one(c, c.to(), amounts.fixed(c));
            case Clause.Share c -> one(c, c.to(), amounts.share(c, pool, left));
            case Clause.Tiers c -> one(c, c.to(), amounts.tiers(c));
            case Clause.Excess c -> excess(c);
            case Clause.Weights c -> weights(c);
            case Clause.Clawback c -> clawback(c);
            case Clause.Guarantee c -> one(c, c.to(), amounts.guarantee(c, entitlements.get(terms.indexOf(c.to()))));
            case Clause.Residual c -> residual(c);
        }
    }

    /** Allots an amount to one party out of what is left. */
    private void one(Clause clause, String to, Derivation wanted) {
        Derivation taken = taken(wanted);
        allot(to, taken.value());
        left = left.minus(taken.value());
        results.add(new ClauseResult(
                terms.version(), clause.id(), List.of(new ClauseResult.Amount(to, taken.value())), taken));
    }

    private Derivation taken(Derivation wanted) {
        if (shortfallBorne || wanted.value().compareTo(left) <= 0) {
            return wanted;
        }
        return new Derivation(
                "no more than is left of the pool",
                terms.currency(),
                left.max(Fraction.ZERO),
                List.of(wanted, Derivation.leaf("left of the pool", terms.currency(), left)));
    }

    private void excess(Clause.Excess c) {
        Derivation value = values.value(c.of());
        Derivation hurdle = hurdle(c);
        one(c, c.to(), amounts.excess(c, value, hurdle));
        if (c.mark().isPresent()) {
            long before = mark(c);
            marks.put(c.id(), Math.max(before, value.value().floor().longValueExact()));
        }
    }

    private long mark(Clause.Excess c) {
        return marks.getOrDefault(c.id(), c.mark().orElseThrow());
    }

    private Derivation hurdle(Clause.Excess c) {
        Derivation hurdle = switch (c.over()) {
            case Hurdle.Amount h -> Derivation.leaf("hurdle", terms.currency(), Fraction.of(h.amount()));
            case Hurdle.OfMeasure h -> values.value(h.measure());
            case Hurdle.PercentOf h -> amounts.percentOf(h);
        };
        if (c.mark().isEmpty()) {
            return hurdle;
        }
        Derivation mark = Derivation.leaf("high-water mark", terms.currency(), Fraction.of(mark(c)));
        return new Derivation(
                "higher of hurdle and high-water mark",
                terms.currency(),
                hurdle.value().max(mark.value()),
                List.of(hurdle, mark));
    }

    private void weights(Clause.Weights c) {
        Derivation whole = taken(amounts.share(c.of(), c.rate(), pool, left));
        WeightedShares shares = new WeightedShares(c, values);
        List<ClauseResult.Amount> parts = new ArrayList<>();
        List<Derivation> how = new ArrayList<>();
        how.add(whole);
        for (String party : shares.parties()) {
            Derivation score = shares.score(party);
            Fraction part = whole.value().times(score.value());
            allot(party, part);
            parts.add(new ClauseResult.Amount(party, part));
            how.add(new Derivation(party + " by weight", terms.currency(), part, List.of(score)));
        }
        left = left.minus(whole.value());
        results.add(new ClauseResult(
                terms.version(),
                c.id(),
                parts,
                new Derivation("shared by weights", terms.currency(), whole.value(), how)));
    }

    /** Outside the pool: what one party gives another. */
    private void clawback(Clause.Clawback c) {
        Derivation back = amounts.clawback(c);
        allot(c.from(), back.value().negate());
        allot(c.to(), back.value());
        results.add(new ClauseResult(
                terms.version(),
                c.id(),
                List.of(
                        new ClauseResult.Amount(c.from(), back.value().negate()),
                        new ClauseResult.Amount(c.to(), back.value())),
                back));
    }

    private void residual(Clause.Residual c) {
        Derivation rest = Derivation.leaf("left of the pool", terms.currency(), left);
        List<ClauseResult.Amount> parts = new ArrayList<>();
        List<Derivation> how = new ArrayList<>();
        for (Clause.Portion portion : c.portions()) {
            Fraction share = Fraction.ofMillionths(portion.share());
            Fraction part = left.times(share);
            allot(portion.party(), part);
            parts.add(new ClauseResult.Amount(portion.party(), part));
            how.add(new Derivation(
                    portion.party() + ", residual",
                    terms.currency(),
                    part,
                    List.of(Derivation.leaf("portion", Derivation.PERCENT, share))));
        }
        how.add(rest);
        results.add(new ClauseResult(
                terms.version(), c.id(), parts, new Derivation("residual", terms.currency(), left, how)));
        left = Fraction.ZERO;
    }

    private void allot(String party, Fraction amount) {
        int index = terms.indexOf(party);
        entitlements.set(index, entitlements.get(index).plus(amount));
    }
}
