package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.exact.Fraction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All ways in which the conditions of some rates can come out: a rate depends on nothing else, so that what holds on each of them holds for
 * all values within bounds, in all periods. A branch is, for each measure that decides, one of the intervals that the thresholds cut its
 * range into, and one of the spans of time that due days cut.
 */
final class Branches {
    /** The most that are looked at. */
    static final int MOST = 10_000;

    private final Ranges ranges;
    private final List<String> measures = new ArrayList<>();
    private final List<List<Fraction>> samples = new ArrayList<>();
    private final List<List<Cut>> thresholds = new ArrayList<>();
    private final List<LocalDate> times;
    private final List<RateTable> tables = new ArrayList<>();

    /** A threshold: passed by a value above it or, inclusive, at it. */
    private record Cut(Fraction at, boolean inclusive) implements Comparable<Cut> {
        private static final Comparator<Cut> ORDER =
                Comparator.comparing(Cut::at).thenComparing(Cut::inclusive, Comparator.reverseOrder());

        boolean passedBy(Fraction value) {
            int order = value.compareTo(at);
            return order > 0 || inclusive && order == 0;
        }

        @Override
        public int compareTo(Cut other) {
            return ORDER.compare(this, other);
        }
    }

    Branches(Terms terms, Ranges ranges, List<Rate> rates) {
        this.ranges = ranges;
        this.times = times(terms, rates);
        SortedMap<String, SortedSet<Cut>> cuts = new TreeMap<>();
        rates.forEach(rate -> rate.changes()
                .forEach(change -> cut(change, cuts.computeIfAbsent(change.measure(), m -> new TreeSet<>()))));
        cuts.forEach((measure, at) -> {
            measures.add(measure);
            samples.add(samples(ranges.of(measure), at));
            thresholds.add(List.copyOf(at));
        });
        if (!tooMany()) {
            rates.forEach(rate -> tables.add(new RateTable(rate, measures, samples, times)));
        }
    }

    boolean tooMany() {
        long size = times.size();
        for (List<Fraction> values : samples) {
            size *= values.size();
            if (size > MOST) {
                return true;
            }
        }
        return false;
    }

    /** One after the other; each is given as the index of the interval for each measure and, last, of the time. */
    void forEach(Consumer<int[]> visitor) {
        int[] branch = new int[measures.size() + 1];
        boolean more = true;
        while (more) {
            visitor.accept(branch);
            more = advance(branch);
        }
    }

    private boolean advance(int[] branch) {
        for (int i = 0; i < branch.length; i++) {
            int size = i < samples.size() ? samples.get(i).size() : times.size();
            if (++branch[i] < size) {
                return true;
            }
            branch[i] = 0;
        }
        return false;
    }

    /** The rate in millionths on a branch, by its number in the list that these branches were made of. */
    long rate(int number, int[] branch) {
        return tables.get(number).on(branch);
    }

    /** {@code where users is above 1,000,000 users}; {@code always} for the only one. */
    String words(int[] branch) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            parts.add(measures.get(i) + " is "
                    + interval(
                            measures.get(i), thresholds.get(i), samples.get(i).get(branch[i])));
        }
        if (times.size() > 1) {
            int time = branch[branch.length - 1];
            boolean last = time == times.size() - 1;
            parts.add(
                    last
                            ? "the period ends on " + times.get(time) + " or later"
                            : "the period ends before " + times.get(time + 1));
        }
        return parts.isEmpty() ? "always" : "where " + String.join(" and ", parts);
    }

    private String interval(String measure, List<Cut> cuts, Fraction value) {
        int passed = 0;
        while (passed < cuts.size() && cuts.get(passed).passedBy(value)) {
            passed++;
        }
        String from = passed == 0 ? "" : from(measure, cuts.get(passed - 1));
        String to = passed == cuts.size() ? "" : to(measure, cuts.get(passed));
        return from.isEmpty() || to.isEmpty() ? from + to : from + " and " + to;
    }

    private String from(String measure, Cut cut) {
        return (cut.inclusive() ? "at least " : "above ") + ranges.text(measure, cut.at());
    }

    private String to(String measure, Cut cut) {
        return (cut.inclusive() ? "below " : "up to ") + ranges.text(measure, cut.at());
    }

    /** Ends of periods: the first one, and each from which on a promise is due. */
    private static List<LocalDate> times(Terms terms, List<Rate> rates) {
        SortedSet<LocalDate> ends = new TreeSet<>();
        LocalDate first = Period.containing(terms.cycle(), terms.from()).end();
        ends.add(first);
        for (Rate rate : rates) {
            for (RateChange change : rate.changes()) {
                if (change instanceof RateChange.EarnOut promise) {
                    LocalDate end =
                            Period.containing(terms.cycle(), promise.due()).end();
                    if (end.isAfter(first) && terms.until().filter(end::isAfter).isEmpty()) {
                        ends.add(end);
                    }
                }
            }
        }
        return List.copyOf(ends);
    }

    private static void cut(RateChange change, SortedSet<Cut> cuts) {
        switch (change) {
            case RateChange.Step c -> cuts.add(new Cut(Fraction.of(c.above()), false));
            case RateChange.Ladder c -> c.rungs().forEach(r -> cuts.add(new Cut(Fraction.of(r.above()), false)));
            case RateChange.EarnOut c -> cuts.add(new Cut(Fraction.of(c.target()), true));
        }
    }

    /** One value in each interval that the thresholds leave of the range, ascending. */
    private static List<Fraction> samples(Ranges.Range range, SortedSet<Cut> cuts) {
        List<Cut> left = new ArrayList<>(cuts);
        List<Fraction> values = new ArrayList<>();
        int passed = -1;
        for (Fraction value : candidates(range, cuts)) {
            int now = Math.max(passed, 0);
            while (now < left.size() && left.get(now).passedBy(value)) {
                now++;
            }
            if (now != passed) {
                values.add(value);
                passed = now;
            }
        }
        return values;
    }

    /** Values of which some lie in every interval. */
    private static SortedSet<Fraction> candidates(Ranges.Range range, SortedSet<Cut> cuts) {
        SortedSet<Fraction> candidates = new TreeSet<>(List.of(range.least(), range.most()));
        cuts.forEach(cut -> candidates.add(cut.at()));
        if (range.whole()) {
            for (Cut cut : cuts) {
                candidates.add(cut.at().plus(Fraction.ONE));
                candidates.add(cut.at().minus(Fraction.ONE));
            }
        } else {
            Fraction before = candidates.first();
            for (Fraction value : List.copyOf(candidates)) {
                candidates.add(before.plus(value).times(Fraction.of(1, 2)));
                before = value;
            }
        }
        candidates.removeIf(value -> value.compareTo(range.least()) < 0 || value.compareTo(range.most()) > 0);
        return candidates;
    }
}
