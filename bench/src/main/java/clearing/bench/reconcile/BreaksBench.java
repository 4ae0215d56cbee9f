package clearing.bench.reconcile;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.reconcile.Booking;
import clearing.reconcile.Break;
import clearing.reconcile.BreakKind;
import clearing.reconcile.Item;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Breaks of every kind among many entries: how many of those that were planted are found, and what is found beside them. */
final class BreaksBench {
    private static final double ALL = 100;

    private final Progress progress;

    BreaksBench(Progress progress) {
        this.progress = progress;
    }

    Figures run(int entries, int breaks, long seed, String ranOn) {
        progress.step("planting " + breaks + " breaks among " + entries + " entries");
        Planting planting = Planting.of(entries, breaks, seed);
        progress.step("matching " + planting.items().size() + " items");
        return new Figures("breaks", ranOn, score(planting.planted(), found(planting)));
    }

    private static List<Break> found(Planting planting) {
        Reconciler engine = new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
        planting.unsettled().forEach(engine::onUnsettled);
        for (Item item : planting.items()) {
            switch (item) {
                case Posting p -> engine.onPosting(p);
                case Booking b -> engine.onBooking(b);
            }
        }
        engine.closeDay(Market.LAST_DAY.plusWeeks(1));
        return engine.openBreaks();
    }

    /** The items of a break, which say what it is about. */
    private record About(Set<String> postings, Set<String> bookings) {}

    /** Compares the list of what was planted with the breaks that are open. */
    static List<Figure> score(List<Planted> planted, List<Break> found) {
        Map<About, BreakKind> open = new HashMap<>();
        for (Break each : found) {
            open.put(new About(new HashSet<>(each.postings()), new HashSet<>(each.bookings())), each.kind());
        }
        Map<BreakKind, Integer> wanted = new EnumMap<>(BreakKind.class);
        Map<BreakKind, Integer> right = new EnumMap<>(BreakKind.class);
        int missed = 0;
        int otherKind = 0;
        int planting = 0;
        for (Planted each : planted) {
            wanted.merge(each.kind(), 1, Integer::sum);
            BreakKind kind = open.remove(new About(each.postings(), each.bookings()));
            planting++;
            if (kind == null) {
                missed++;
            } else if (kind == each.kind()) {
                right.merge(kind, 1, Integer::sum);
            } else {
                otherKind++;
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("breaks planted", "breaks", planting));
        figures.add(Figure.of("kinds planted", "kinds", wanted.size()).atLeast(12));
        figures.add(Figure.of("planted breaks found", "%", ALL * (planting - missed) / planting)
                .atLeast(ALL));
        figures.add(Figure.of("found under another kind", "breaks", otherKind).atMost(0));
        figures.add(Figure.of("false breaks, of those reported", "%", ALL * open.size() / Math.max(1, found.size()))
                .atMost(0.1));
        wanted.forEach((kind, count) -> figures.add(Figure.of(words(kind), "of " + count, right.getOrDefault(kind, 0))
                .atLeast(count)));
        return figures;
    }

    private static String words(BreakKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
