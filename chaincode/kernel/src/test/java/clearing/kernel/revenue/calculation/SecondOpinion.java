package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The terms read once more, by other means: quotients that are never reduced, tiers by the change of their slope, what is spent instead of what
 * is left. It shares no code with the calculator, nor its fractions.
 */
final class SecondOpinion {
    private static final Q NONE = new Q(BigInteger.ZERO, BigInteger.ONE);

    private final Terms terms;
    private final Period period;
    private final Map<String, Q> reported;
    private final Map<String, Long> marks;
    private final Scales scales;
    private final Map<String, Q> shares = new TreeMap<>();
    private Q spent = NONE;

    SecondOpinion(Terms terms, Period period, Map<String, Q> reported, Map<String, Long> marks, Scales scales) {
        this.terms = terms;
        this.period = period;
        this.reported = reported;
        this.marks = marks;
        this.scales = scales;
    }

    /** A quotient, as it comes. */
    record Q(BigInteger over, BigInteger under) {
        static Q of(long whole) {
            return new Q(BigInteger.valueOf(whole), BigInteger.ONE);
        }

        static Q millionths(long n) {
            return new Q(BigInteger.valueOf(n), BigInteger.valueOf(1_000_000));
        }

        Q add(Q o) {
            return new Q(over.multiply(o.under).add(o.over.multiply(under)), under.multiply(o.under));
        }

        Q sub(Q o) {
            return add(new Q(o.over.negate(), o.under));
        }

        Q mul(Q o) {
            return new Q(over.multiply(o.over), under.multiply(o.under));
        }

        Q div(Q o) {
            return mul(new Q(o.under.multiply(BigInteger.valueOf(o.over.signum())), o.over.abs()));
        }

        /** Whether it is below another one. */
        boolean below(Q o) {
            return over.multiply(o.under).compareTo(o.over.multiply(under)) < 0;
        }

        boolean same(BigInteger numerator, BigInteger denominator) {
            return over.multiply(denominator).equals(numerator.multiply(under));
        }

        Q atLeast(Q o) {
            return below(o) ? o : this;
        }

        Q atMost(Q o) {
            return o.below(this) ? o : this;
        }
    }

    /** What each party is entitled to, by member. */
    Map<String, Q> shares() {
        terms.parties().forEach(party -> shares.put(party.member(), NONE));
        terms.clauses().forEach(this::clause);
        return shares;
    }

    private Q pool() {
        return terms.pool().stream().map(this::value).reduce(NONE, Q::add);
    }

    private Q value(String name) {
        Q raw = reported.get(name);
        Unit unit = terms.measure(name).orElseThrow().unit();
        if (unit instanceof Unit.Percent) {
            return raw.mul(Q.millionths(1));
        }
        if (!(unit instanceof Unit.Money money) || money.asset().equals(terms.currency())) {
            return raw;
        }
        Q rate = terms.measures().stream()
                .filter(m ->
                        m.unit() instanceof Unit.ExchangeRate r && r.asset().equals(money.asset()))
                .map(m -> reported.get(m.name()))
                .findFirst()
                .orElseThrow();
        Q exact = raw.mul(rate).div(Q.of(100_000_000));
        int shift = scales.of(terms.currency()) - scales.of(money.asset());
        Q shifted = new Q(
                exact.over().multiply(BigInteger.TEN.pow(Math.max(0, shift))),
                exact.under().multiply(BigInteger.TEN.pow(Math.max(0, -shift))));
        return new Q(
                new BigDecimal(shifted.over())
                        .divide(new BigDecimal(shifted.under()), 0, RoundingMode.HALF_EVEN)
                        .toBigIntegerExact(),
                BigInteger.ONE);
    }

    private Q rate(Rate rate) {
        Q sum = Q.millionths(rate.base());
        for (RateChange change : rate.changes()) {
            sum = sum.add(Q.millionths(points(change)));
        }
        return sum.atLeast(NONE);
    }

    private long points(RateChange change) {
        Q value = reported.get(change.measure());
        if (terms.measure(change.measure()).orElseThrow().unit() instanceof Unit.Money) {
            value = value(change.measure());
        }
        switch (change) {
            case RateChange.Step c -> {
                return Q.of(c.above()).below(value) ? c.points() : 0;
            }
            case RateChange.Ladder c -> {
                long points = 0;
                for (int i = c.rungs().size() - 1; i >= 0; i--) {
                    if (Q.of(c.rungs().get(i).above()).below(value)) {
                        points = c.rungs().get(i).points();
                        break;
                    }
                }
                return points;
            }
            case RateChange.EarnOut c -> {
                boolean due = !c.due().isAfter(period.next().start().minusDays(1));
                return !due ? 0 : value.below(Q.of(c.target())) ? c.missed() : c.beaten();
            }
        }
    }

    private Q base(Base base) {
        return switch (base) {
            case Base.Pool b -> pool();
            case Base.Remainder b -> pool().sub(spent);
            case Base.OfMeasure b -> value(b.measure());
        };
    }

    private static Q limited(Q amount, Limits limits) {
        Q floored =
                limits.floor().isPresent() ? amount.atLeast(Q.of(limits.floor().getAsLong())) : amount;
        return limits.cap().isPresent() ? floored.atMost(Q.of(limits.cap().getAsLong())) : floored;
    }

    /** What the pool still lets a clause take. */
    private Q bounded(Q amount) {
        boolean borne = terms.clauses().getLast() instanceof Clause.Residual r && r.bearsShortfall();
        return borne ? amount : amount.atMost(pool().sub(spent).atLeast(NONE));
    }

    private void give(String party, Q amount) {
        shares.merge(party, amount, Q::add);
    }

    private void take(String party, Q amount) {
        Q bounded = bounded(amount);
        spent = spent.add(bounded);
        give(party, bounded);
    }

    private void clause(Clause clause) {
        switch (clause) {
            case Clause.Fixed c -> take(c.to(), Q.of(c.amount()));
            case Clause.Share c ->
                take(c.to(), limited(base(c.of()).atLeast(NONE).mul(rate(c.rate())), c.limits()));
            case Clause.Tiers c -> take(c.to(), limited(tiers(c), c.limits()));
            case Clause.Excess c -> {
                Q above = value(c.of()).sub(hurdle(c)).atLeast(NONE);
                take(c.to(), limited(above.mul(rate(c.rate())), c.limits()));
            }
            case Clause.Weights c -> weights(c);
            case Clause.Clawback c -> {
                Q back = limited(
                        value(c.of()).atLeast(NONE).mul(rate(c.rate())),
                        new Limits(OptionalLong.empty(), c.cap(), List.of()));
                give(c.from(), NONE.sub(back));
                give(c.to(), back);
            }
            case Clause.Guarantee c ->
                take(c.to(), Q.of(c.minimum()).sub(shares.get(c.to())).atLeast(NONE));
            case Clause.Residual c -> {
                Q rest = pool().sub(spent);
                c.portions().forEach(portion -> give(portion.party(), rest.mul(Q.millionths(portion.share()))));
                spent = pool();
            }
        }
    }

    /** Each band changes the slope from where it begins. */
    private Q tiers(Clause.Tiers c) {
        Q quantity = value(c.of());
        Q sum = NONE;
        long slope = 0;
        for (Clause.Band band : c.bands()) {
            Q beyond = quantity.sub(Q.of(band.above())).atLeast(NONE);
            if (c.wholeBand()) {
                slope = Q.of(band.above()).below(quantity) ? band.value() : slope;
            } else {
                sum = sum.add(beyond.mul(Q.millionths(band.value() - slope)));
                slope = band.value();
            }
        }
        return c.wholeBand() ? quantity.mul(Q.millionths(slope)) : sum;
    }

    private Q hurdle(Clause.Excess c) {
        Q hurdle = switch (c.over()) {
            case Hurdle.Amount h -> Q.of(h.amount());
            case Hurdle.OfMeasure h -> value(h.measure());
            case Hurdle.PercentOf h -> value(h.measure()).mul(Q.millionths(h.rate()));
        };
        return c.mark().isEmpty()
                ? hurdle
                : hurdle.atLeast(Q.of(marks.getOrDefault(c.id(), c.mark().getAsLong())));
    }

    private void weights(Clause.Weights c) {
        Q whole = bounded(base(c.of()).atLeast(NONE).mul(rate(c.rate())));
        spent = spent.add(whole);
        for (Clause.Factor factor : c.factors()) {
            Q part = whole.mul(Q.millionths(factor.weight()));
            Q sum = factor.entries().stream().map(e -> value(e.measure())).reduce(NONE, Q::add);
            for (Clause.Entry entry : factor.entries()) {
                give(
                        entry.party(),
                        sum.over().signum() == 0
                                ? part.div(Q.of(factor.entries().size()))
                                : part.mul(value(entry.measure())).div(sum));
            }
        }
    }
}
