package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What single clauses come to before the pool bounds them: never below zero. */
final class ClauseAmounts {
    private final Values values;
    private final Rates rates;
    private final String currency;

    ClauseAmounts(Values values, Rates rates, String currency) {
        this.values = values;
        this.rates = rates;
        this.currency = currency;
    }

    Derivation fixed(Clause.Fixed c) {
        return Derivation.leaf("fixed fee", currency, Fraction.of(c.amount()));
    }

    Derivation share(Clause.Share c, Fraction pool, Fraction left) {
        return limited(c.limits(), share(c.of(), c.rate(), pool, left));
    }

    /** A percentage of pool, remainder or measure. */
    Derivation share(Base of, Rate rate, Fraction pool, Fraction left) {
        Derivation base = switch (of) {
            case Base.Pool b -> Derivation.leaf("pool", currency, pool);
            case Base.Remainder b -> Derivation.leaf("left of the pool", currency, left);
            case Base.OfMeasure b -> values.value(b.measure());
        };
        return product(name(of), base, rates.of(rate));
    }

    private static String name(Base of) {
        return switch (of) {
            case Base.Pool b -> "share of the pool";
            case Base.Remainder b -> "share of what is left";
            case Base.OfMeasure b -> "share of " + b.measure();
        };
    }

    private Derivation product(String words, Derivation base, Derivation rate) {
        Fraction amount = base.value().max(Fraction.ZERO).times(rate.value());
        return new Derivation(words, currency, amount, List.of(base, rate));
    }

    Derivation tiers(Clause.Tiers c) {
        Derivation quantity = values.value(c.of());
        List<Derivation> parts = new ArrayList<>();
        parts.add(quantity);
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < c.bands().size(); i++) {
            Clause.Band band = c.bands().get(i);
            boolean last = i == c.bands().size() - 1;
            Fraction above = Fraction.of(band.above());
            Fraction top = last
                    ? quantity.value()
                    : quantity.value().min(Fraction.of(c.bands().get(i + 1).above()));
            if (quantity.value().compareTo(above) <= 0) {
                break;
            }
            boolean here = last
                    || quantity.value()
                                    .compareTo(Fraction.of(c.bands().get(i + 1).above()))
                            <= 0;
            if (c.wholeBand() && !here) {
                continue;
            }
            Fraction counted = c.wholeBand() ? quantity.value() : top.minus(above);
            Fraction amount = counted.times(Fraction.ofMillionths(band.value()));
            sum = sum.plus(amount);
            parts.add(band(c, band, quantity, counted, amount));
        }
        return limited(
                c.limits(),
                new Derivation(
                        (c.wholeBand() ? "whole-band tiers of " : "marginal tiers of ") + c.of(),
                        currency,
                        sum,
                        parts));
    }

    private Derivation band(Clause.Tiers c, Clause.Band band, Derivation quantity, Fraction counted, Fraction amount) {
        boolean money = quantity.unit().equals(currency);
        Fraction value = Fraction.ofMillionths(band.value());
        return new Derivation(
                c.wholeBand() ? "all of it, at the value of its band" : "part in this band",
                currency,
                amount,
                List.of(
                        Derivation.leaf("band begins above", quantity.unit(), Fraction.of(band.above())),
                        Derivation.leaf("counted", quantity.unit(), counted),
                        Derivation.leaf(money ? "rate" : "each", money ? Derivation.PERCENT : currency, value)));
    }

    Derivation percentOf(Hurdle.PercentOf h) {
        Derivation base = values.value(h.measure());
        Fraction rate = Fraction.ofMillionths(h.rate());
        return new Derivation(
                "hurdle, as a part of " + h.measure(),
                currency,
                base.value().times(rate),
                List.of(base, Derivation.leaf("agreed rate", Derivation.PERCENT, rate)));
    }

    Derivation excess(Clause.Excess c, Derivation value, Derivation hurdle) {
        Fraction above = value.value().minus(hurdle.value()).max(Fraction.ZERO);
        Derivation excess =
                new Derivation("excess of " + c.of() + " over the hurdle", currency, above, List.of(value, hurdle));
        return limited(c.limits(), product("share of the excess", excess, rates.of(c.rate())));
    }

    Derivation clawback(Clause.Clawback c) {
        Derivation back = product("taken back of " + c.of(), values.value(c.of()), rates.of(c.rate()));
        return limited(new Limits(OptionalLong.empty(), c.cap(), List.of()), back);
    }

    Derivation guarantee(Clause.Guarantee c, Fraction allotted) {
        Fraction minimum = Fraction.of(c.minimum());
        return new Derivation(
                "made up to the guaranteed minimum",
                currency,
                minimum.minus(allotted).max(Fraction.ZERO),
                List.of(
                        Derivation.leaf("guaranteed minimum", currency, minimum),
                        Derivation.leaf("allotted by the clauses before", currency, allotted)));
    }

    private Derivation limited(Limits limits, Derivation amount) {
        Derivation floored = amount;
        if (limits.floor().isPresent()) {
            Fraction floor = Fraction.of(limits.floor().getAsLong());
            if (amount.value().compareTo(floor) < 0) {
                floored = new Derivation(
                        "not less than the floor",
                        currency,
                        floor,
                        List.of(amount, Derivation.leaf("floor", currency, floor)));
            }
        }
        if (limits.cap().isPresent()) {
            Fraction cap = Fraction.of(limits.cap().getAsLong());
            if (floored.value().compareTo(cap) > 0) {
                return new Derivation(
                        "not more than the cap",
                        currency,
                        cap,
                        List.of(floored, Derivation.leaf("cap", currency, cap)));
            }
        }
        return floored;
    }
}
