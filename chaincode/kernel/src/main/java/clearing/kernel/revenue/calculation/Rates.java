package clearing.kernel.revenue.calculation;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import java.util.ArrayList;
import java.util.List;

/** What a rate is for a period: its base, moved by the changes whose conditions hold. */
final class Rates {
    private final Values values;
    private final Period period;

    Rates(Values values, Period period) {
        this.values = values;
        this.period = period;
    }

    /** The rate as a proportion; never below zero. */
    Derivation of(Rate rate) {
        Derivation base = Derivation.leaf("agreed rate", Derivation.PERCENT, Fraction.ofMillionths(rate.base()));
        if (rate.changes().isEmpty()) {
            return base;
        }
        List<Derivation> parts = new ArrayList<>();
        parts.add(base);
        rate.changes().forEach(change -> parts.add(change(change)));
        Fraction sum = Fraction.ZERO;
        for (Derivation part : parts) {
            sum = sum.plus(part.value());
        }
        return new Derivation("rate", Derivation.PERCENT, sum.max(Fraction.ZERO), parts);
    }

    private Derivation change(RateChange change) {
        Derivation measure = values.value(change.measure());
        // Percentages are thresholds in millionths, like their values.
        Fraction value = Derivation.PERCENT.equals(measure.unit())
                ? measure.value().times(Fraction.of(Fraction.MILLION))
                : measure.value();
        return switch (change) {
            case RateChange.Step c -> {
                boolean holds = value.compareTo(Fraction.of(c.above())) > 0;
                yield points(
                        "step: " + c.measure() + (holds ? " is above " : " is not above "),
                        c.above(),
                        measure,
                        holds ? c.points() : 0);
            }
            case RateChange.Ladder c -> ladder(c, value, measure);
            case RateChange.EarnOut c -> earnOut(c, value, measure);
        };
    }

    private static Derivation ladder(RateChange.Ladder ladder, Fraction value, Derivation measure) {
        RateChange.Rung reached = null;
        for (RateChange.Rung rung : ladder.rungs()) {
            if (value.compareTo(Fraction.of(rung.above())) > 0) {
                reached = rung;
            }
        }
        return reached == null
                ? points(
                        "ladder: " + ladder.measure() + " is not above ",
                        ladder.rungs().getFirst().above(),
                        measure,
                        0)
                : points("ladder: " + ladder.measure() + " is above ", reached.above(), measure, reached.points());
    }

    private Derivation earnOut(RateChange.EarnOut promise, Fraction value, Derivation measure) {
        if (period.end().isBefore(promise.due())) {
            return Derivation.leaf("earn-out: not due before " + promise.due(), Derivation.POINTS, Fraction.ZERO);
        }
        boolean met = value.compareTo(Fraction.of(promise.target())) >= 0;
        return points(
                "earn-out: " + promise.measure() + (met ? " meets the target " : " misses the target "),
                promise.target(),
                measure,
                met ? promise.beaten() : promise.missed());
    }

    private static Derivation points(String words, long threshold, Derivation measure, long points) {
        Fraction at =
                Derivation.PERCENT.equals(measure.unit()) ? Fraction.ofMillionths(threshold) : Fraction.of(threshold);
        return new Derivation(
                words.strip(),
                Derivation.POINTS,
                Fraction.ofMillionths(points),
                List.of(measure, Derivation.leaf("threshold", measure.unit(), at)));
    }
}
