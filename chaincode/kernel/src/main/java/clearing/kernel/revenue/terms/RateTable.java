package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.exact.Fraction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a rate is on every branch: looked up, since there are many. */
final class RateTable {
    private final long base;
    private final List<Points> changes = new ArrayList<>();

    /** Points of one change, by the interval of its measure; before its time, none. */
    private static final class Points {
        private final int measure;
        private final int fromTime;
        private final long[] points;

        Points(int measure, int fromTime, long[] points) {
            this.measure = measure;
            this.fromTime = fromTime;
            this.points = points;
        }
    }

    RateTable(Rate rate, List<String> measures, List<List<Fraction>> samples, List<LocalDate> times) {
        base = rate.base();
        for (RateChange change : rate.changes()) {
            int measure = measures.indexOf(change.measure());
            long[] points = samples.get(measure).stream()
                    .mapToLong(value -> points(change, value))
                    .toArray();
            changes.add(new Points(measure, fromTime(change, times), points));
        }
    }

    /** In millionths; without the bounds of a rate. */
    long on(int[] branch) {
        int time = branch[branch.length - 1];
        long rate = base;
        for (Points change : changes) {
            if (time >= change.fromTime) {
                rate += change.points[branch[change.measure]];
            }
        }
        return rate;
    }

    private static int fromTime(RateChange change, List<LocalDate> times) {
        int from = 0;
        if (change instanceof RateChange.EarnOut promise) {
            while (from < times.size() && times.get(from).isBefore(promise.due())) {
                from++;
            }
        }
        return from;
    }

    /** Of a change whose time has come. */
    static long points(RateChange change, Fraction value) {
        return switch (change) {
            case RateChange.Step c -> value.compareTo(Fraction.of(c.above())) > 0 ? c.points() : 0;
            case RateChange.Ladder c -> {
                long points = 0;
                for (RateChange.Rung rung : c.rungs()) {
                    if (value.compareTo(Fraction.of(rung.above())) > 0) {
                        points = rung.points();
                    }
                }
                yield points;
            }
            case RateChange.EarnOut c -> value.compareTo(Fraction.of(c.target())) >= 0 ? c.beaten() : c.missed();
        };
    }
}
