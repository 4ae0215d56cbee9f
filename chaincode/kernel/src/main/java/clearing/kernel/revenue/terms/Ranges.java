package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Currency;
import clearing.kernel.revenue.exact.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Between which values each measure of a period can lie, in the unit of thresholds: money in the agreement's currency. */
final class Ranges {
    private final Terms terms;
    private final List<Range> ranges = new ArrayList<>();

    /**
     * @param whole whether only whole numbers occur: averages have fractions
     */
    record Range(Fraction least, Fraction most, boolean whole) {}

    Ranges(Terms terms) {
        this.terms = terms;
        terms.measures().forEach(measure -> ranges.add(range(measure)));
    }

    Range of(String measure) {
        for (int i = 0; i < ranges.size(); i++) {
            if (terms.measures().get(i).name().equals(measure)) {
                return ranges.get(i);
            }
        }
        throw new IllegalStateException("the measure " + measure + " has been looked for before");
    }

    /** The most that is shared in a period. */
    Fraction pool() {
        return terms.pool().stream().map(name -> of(name).most()).reduce(Fraction.ZERO, Fraction::plus);
    }

    /** A value of a measure as people write it. */
    String text(String measure, long value) {
        return Figures.threshold(terms, measure, value);
    }

    /** The nearest whole value below, as people write it. */
    String text(String measure, Fraction value) {
        return text(measure, value.floor().longValueExact());
    }

    String money(long minor) {
        return Figures.money(minor, terms.currency());
    }

    private Range range(Measure measure) {
        boolean whole = !measure.inParts() || measure.aggregation() != Aggregation.AVERAGE;
        Fraction least = Fraction.of(measure.least());
        Fraction most = Fraction.of(measure.most());
        if (measure.inParts() && measure.aggregation() == Aggregation.SUM) {
            Fraction parts = Fraction.of(Terms.MAX_PARTS);
            Fraction limit = Fraction.of(Asset.MAX_AMOUNT);
            least = least.min(least.times(parts)).max(limit.negate());
            most = most.max(most.times(parts)).min(limit);
        }
        return measure.unit() instanceof Unit.Money money && !money.asset().equals(terms.currency())
                ? converted(money.asset(), least, most)
                : new Range(least, most, whole);
    }

    private Range converted(String asset, Fraction least, Fraction most) {
        Measure rate = terms.measures().stream()
                .filter(m -> m.unit().equals(new Unit.ExchangeRate(asset)))
                .findFirst()
                .orElseThrow();
        Fraction low = least.times(worth(least.signum() < 0 ? rate.most() : rate.least(), asset));
        Fraction high = most.times(worth(most.signum() < 0 ? rate.least() : rate.most(), asset));
        return new Range(
                new Fraction(low.halfEven(), BigInteger.ONE), new Fraction(high.halfEven(), BigInteger.ONE), true);
    }

    /** Minor units of the agreement's currency for a minor unit of the asset. */
    private Fraction worth(long rate, String asset) {
        int places = scale(terms.currency()) - scale(asset);
        Fraction tens = new Fraction(BigInteger.TEN.pow(Math.abs(places)), BigInteger.ONE);
        return Fraction.of(rate, Unit.ExchangeRate.SCALE).times(places >= 0 ? tens : Fraction.ONE.over(tens));
    }

    private static int scale(String currency) {
        return Currency.minorUnit(currency).orElseThrow();
    }
}
