package clearing.simulation.oracle;

import clearing.kernel.ResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What settles at one instant among ranked items, found by asking everything again at every question. */
public final class Circle {
    private static final int SWEEPS = 16;
    private static final int TURNS = 16;

    private final List<Item> ranked;
    private final List<String> places;
    private final long[] cover;
    /** By item and place. */
    private final long[][] change;
    /** By item: the places that it changes, in the order of its legs. */
    private final int[][] touched;

    private Circle(List<Item> ranked, List<String> places, long[] cover, long[][] change, int[][] touched) {
        this.ranked = ranked;
        this.places = places;
        this.cover = cover;
        this.change = change;
        this.touched = touched;
    }

    /**
     * @param ranked who comes first ranks first
     * @param cover what a place may give
     */
    public static Circle over(List<Item> ranked, ToLongFunction<String> cover) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Item item : ranked) {
            item.places().forEach(place -> numbers.putIfAbsent(place, numbers.size()));
        }
        long[][] change = new long[ranked.size()][numbers.size()];
        int[][] touched = new int[ranked.size()][];
        for (int d = 0; d < change.length; d++) {
            List<Deal.Change> changes = ranked.get(d).changes();
            touched[d] = new int[changes.size()];
            for (int n = 0; n < touched[d].length; n++) {
                int place = numbers.getOrDefault(changes.get(n).slot(), -1);
                touched[d][n] = place;
                change[d][place] = changes.get(n).amount();
            }
        }
        List<String> places = List.copyOf(numbers.keySet());
        return new Circle(
                List.copyOf(ranked), places, places.stream().mapToLong(cover).toArray(), change, touched);
    }

    /** Ids of what settles: from all, the last that draws on a short place goes; then what can be added is. */
    public Set<String> resolve() {
        boolean[] in = new boolean[ranked.size()];
        Arrays.fill(in, true);
        drop(in, false);
        complete(in);
        return ids(in);
    }

    /** Ids of the most that settles when nobody is overtaken anywhere. */
    Set<String> strict() {
        boolean[] in = new boolean[ranked.size()];
        Arrays.fill(in, true);
        drop(in, true);
        return ids(in);
    }

    /** Ids of what settles one by one, each behind nobody and with what is there by then. */
    Set<String> oneByOne() {
        boolean[] in = new boolean[ranked.size()];
        advance(in);
        return ids(in);
    }

    /** As {@link #oneByOne}, and in turn with it those between two parties together, when they are behind nobody else. */
    Set<String> pairwise() {
        boolean[] in = new boolean[ranked.size()];
        Map<String, List<Integer>> pairs = new LinkedHashMap<>();
        for (int d = 0; d < in.length; d++) {
            Set<String> parties =
                    new TreeSet<>(List.of(ranked.get(d).one(), ranked.get(d).other()));
            pairs.computeIfAbsent(parties.toString(), pair -> new ArrayList<>()).add(d);
        }
        int before = -1;
        for (int turn = 0; turn < TURNS && before < ids(in).size(); turn++) {
            before = ids(in).size();
            advance(in);
            pairs.values().forEach(pair -> together(in, pair));
        }
        return ids(in);
    }

    private void together(boolean[] in, List<Integer> pair) {
        Set<Integer> next = new LinkedHashSet<>();
        for (int d : pair) {
            if (!in[d] && behindNobodyBut(next, in, d)) {
                next.add(d);
            }
        }
        if (next.size() < 2) {
            return;
        }
        long[] now = new long[cover.length];
        for (int s = 0; s < now.length; s++) {
            now[s] = end(in, s);
        }
        List<Item> items = next.stream().map(ranked::get).toList();
        Set<String> found =
                Circle.over(items, place -> now[places.indexOf(place)]).strict();
        next.forEach(d -> in[d] = found.contains(ranked.get(d).id()));
    }

    private void advance(boolean[] in) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int d = 0; d < in.length; d++) {
                if (!in[d] && behindNobodyBut(Set.of(), in, d) && hasCover(in, d)) {
                    in[d] = true;
                    progress = true;
                }
            }
        }
    }

    private boolean behindNobodyBut(Set<Integer> those, boolean[] in, int item) {
        for (int s : touched[item]) {
            for (int d = 0; d < item && change[item][s] < 0; d++) {
                if (change[d][s] < 0 && !in[d] && !those.contains(d)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean hasCover(boolean[] in, int item) {
        for (int s : touched[item]) {
            if (change[item][s] < 0 && end(in, s) + change[item][s] < 0) {
                return false;
            }
        }
        return true;
    }

    private void drop(boolean[] in, boolean strictly) {
        ArrayDeque<Integer> work = new ArrayDeque<>();
        for (int s = 0; s < cover.length; s++) {
            work.add(s);
        }
        for (Integer place = work.poll(); place != null; place = work.poll()) {
            while (broken(in, place, strictly)) {
                int last = lastOn(in, place);
                in[last] = false;
                for (int s : touched[last]) {
                    if (!work.contains(s)) {
                        work.add(s);
                    }
                }
            }
        }
    }

    private void complete(boolean[] in) {
        boolean added = true;
        for (int sweep = 0; sweep < SWEEPS && added; sweep++) {
            added = false;
            for (int d = 0; d < in.length; d++) {
                if (!in[d]) {
                    in[d] = true;
                    if (holdsWhere(in, touched[d])) {
                        added = true;
                    } else {
                        in[d] = false;
                    }
                }
            }
        }
    }

    /** Why these items may not settle; empty when they may. */
    Optional<ResultCode> refuse(Set<String> ids) {
        boolean[] in = new boolean[ranked.size()];
        for (int d = 0; d < in.length; d++) {
            in[d] = ids.contains(ranked.get(d).id());
        }
        for (int s = 0; s < cover.length; s++) {
            if (end(in, s) < 0) {
                return Optional.of(
                        Allowances.isAllowance(places.get(s))
                                ? ResultCode.PROPOSAL_OVER_LIMIT
                                : ResultCode.PROPOSAL_UNCOVERED);
            }
        }
        for (int s = 0; s < cover.length; s++) {
            if (broken(in, s, false)) {
                return Optional.of(ResultCode.PROPOSAL_OUT_OF_ORDER);
            }
        }
        boolean[] more = in.clone();
        complete(more);
        return Arrays.equals(in, more) ? Optional.empty() : Optional.of(ResultCode.PROPOSAL_NOT_MAXIMAL);
    }

    /** Whether the set is in order at these places; at others nothing has changed. */
    private boolean holdsWhere(boolean[] in, int[] at) {
        for (int s : at) {
            if (end(in, s) < 0 || broken(in, s, false)) {
                return false;
            }
        }
        return true;
    }

    /** Below zero, or somebody who is out lacks cover here while a later one is in; strictly, whether or not it lacks cover. */
    private boolean broken(boolean[] in, int place, boolean strictly) {
        long end = end(in, place);
        boolean laterIsIn = false;
        for (int d = in.length - 1; d >= 0; d--) {
            long draw = -change[d][place];
            if (draw > 0 && in[d]) {
                laterIsIn = true;
                if (end < 0) {
                    return true;
                }
            } else if (draw > 0 && laterIsIn && (strictly || end < draw)) {
                return true;
            }
        }
        return false;
    }

    private long end(boolean[] in, int place) {
        long end = cover[place];
        for (int d = 0; d < in.length; d++) {
            end += in[d] ? change[d][place] : 0;
        }
        return end;
    }

    private int lastOn(boolean[] in, int place) {
        for (int d = in.length - 1; d >= 0; d--) {
            if (in[d] && change[d][place] < 0) {
                return d;
            }
        }
        throw new IllegalStateException("nothing draws on a place that is short");
    }

    /** What a set leaves at each place. */
    Map<String, Long> left(Set<String> ids) {
        boolean[] in = new boolean[ranked.size()];
        for (int d = 0; d < in.length; d++) {
            in[d] = ids.contains(ranked.get(d).id());
        }
        Map<String, Long> left = new TreeMap<>();
        for (int s = 0; s < cover.length; s++) {
            left.put(places.get(s), end(in, s));
        }
        return left;
    }

    private Set<String> ids(boolean[] in) {
        Set<String> ids = new TreeSet<>();
        for (int d = 0; d < in.length; d++) {
            if (in[d]) {
                ids.add(ranked.get(d).id());
            }
        }
        return ids;
    }
}
