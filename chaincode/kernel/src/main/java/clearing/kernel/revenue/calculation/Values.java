package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigInteger;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;

/** The measures of a period, and what they are in the agreement's currency. */
final class Values {
    private final Terms terms;
    private final SortedMap<String, Fraction> reported;
    private final Scales scales;

    Values(Terms terms, SortedMap<String, Fraction> reported, Scales scales) {
        this.terms = terms;
        this.reported = reported;
        this.scales = scales;
    }

    Measure measure(String name) {
        return terms.measure(name).orElseThrow();
    }

    /** As reported, in the unit of the measure. */
    Fraction plain(String name) {
        Fraction value = reported.get(name);
        if (value == null) {
            throw new NoSuchElementException("there is no value of measure " + name);
        }
        return value;
    }

    Derivation plainNode(String name) {
        Measure measure = measure(name);
        return Derivation.leaf(name + ", reported by " + measure.reporter(), unit(measure.unit()), plain(name));
    }

    /**
     * A measure in what amounts are reckoned from: money in the agreement's currency, in whole minor units (half to even where it is
     * converted), anything else as it is.
     */
    Derivation value(String name) {
        return switch (measure(name).unit()) {
            case Unit.Money money when !money.asset().equals(terms.currency()) -> converted(name, money.asset());
            case Unit.Money money -> plainNode(name);
            case Unit.Count count -> plainNode(name);
            case Unit.Minutes minutes -> plainNode(name);
            case Unit.Percent percent -> proportion(name);
            case Unit.ExchangeRate rate -> plainNode(name);
        };
    }

    private Derivation proportion(String name) {
        return Derivation.leaf(
                name + ", reported by " + measure(name).reporter(),
                Derivation.PERCENT,
                plain(name).over(Fraction.of(Fraction.MILLION)));
    }

    private Derivation converted(String name, String asset) {
        Measure rate = terms.measures().stream()
                .filter(m -> m.unit().equals(new Unit.ExchangeRate(asset)))
                .findFirst()
                .orElseThrow();
        Fraction worth = plain(rate.name()).over(Fraction.of(Unit.ExchangeRate.SCALE));
        Fraction exact = plain(name).times(worth).times(tens(scales.of(terms.currency()) - scales.of(asset)));
        Fraction whole = new Fraction(exact.halfEven(), BigInteger.ONE);
        return new Derivation(
                name + " in " + terms.currency() + ", half to even",
                terms.currency(),
                whole,
                List.of(
                        plainNode(name),
                        Derivation.leaf(
                                rate.name() + ": " + terms.currency() + " for one " + asset + ", reported by "
                                        + rate.reporter(),
                                "",
                                worth)));
    }

    private static Fraction tens(int power) {
        Fraction tens = new Fraction(BigInteger.TEN.pow(Math.abs(power)), BigInteger.ONE);
        return power >= 0 ? tens : Fraction.ONE.over(tens);
    }

    private static String unit(Unit unit) {
        return switch (unit) {
            case Unit.Money u -> u.asset();
            case Unit.Count u -> u.of();
            case Unit.Minutes u -> Derivation.MINUTES;
            case Unit.Percent u -> Derivation.PERCENT;
            case Unit.ExchangeRate u -> "";
        };
    }
}
