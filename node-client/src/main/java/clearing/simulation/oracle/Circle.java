package clearing.simulation.oracle;

import clearing.kernel.ResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What settles at one instant among waiting deals, found by asking everything again at every question. */
public final class Circle {
    private static final int SWEEPS = 16;

    private final List<Deal> ranked;
    private final Map<String, Integer> slots;
    private final long[] cover;
    /** By deal and slot. */
    private final long[][] change;

    private Circle(List<Deal> ranked, Map<String, Integer> slots, long[] cover, long[][] change) {
        this.ranked = ranked;
        this.slots = slots;
        this.cover = cover;
        this.change = change;
    }

    /** @param cover what is available at a slot */
    public static Circle over(List<Deal> waiting, ToLongFunction<String> cover) {
        List<Deal> ranked = new ArrayList<>(waiting);
        ranked.sort(Comparator.comparing((Deal deal) -> !deal.urgent)
                .thenComparingLong(deal -> deal.dueDay)
                .thenComparingInt(deal -> deal.page.number())
                .thenComparing(deal -> deal.page.author())
                .thenComparing(deal -> deal.page.counterparty())
                .thenComparingInt(deal -> deal.index));
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (Deal deal : ranked) {
            deal.changes.forEach(c -> slots.putIfAbsent(c.slot(), slots.size()));
        }
        long[][] change = new long[ranked.size()][slots.size()];
        for (int d = 0; d < ranked.size(); d++) {
            for (Deal.Change c : ranked.get(d).changes) {
                change[d][slots.getOrDefault(c.slot(), -1)] += c.amount();
            }
        }
        return new Circle(
                ranked, slots, slots.keySet().stream().mapToLong(cover).toArray(), change);
    }

    /** Ids of what settles: from all, the last that draws on a short slot goes; then what can be added is. */
    public Set<String> resolve() {
        boolean[] in = new boolean[ranked.size()];
        Arrays.fill(in, true);
        ArrayDeque<Integer> work = new ArrayDeque<>();
        for (int s = 0; s < cover.length; s++) {
            work.add(s);
        }
        for (Integer slot = work.poll(); slot != null; slot = work.poll()) {
            while (broken(in, slot)) {
                int last = lastOn(in, slot);
                in[last] = false;
                for (int s : slotsOf(last)) {
                    if (!work.contains(s)) {
                        work.add(s);
                    }
                }
            }
        }
        complete(in);
        return ids(in);
    }

    private void complete(boolean[] in) {
        boolean added = true;
        for (int sweep = 0; sweep < SWEEPS && added; sweep++) {
            added = false;
            for (int d = 0; d < in.length; d++) {
                if (!in[d]) {
                    in[d] = true;
                    if (holds(in)) {
                        added = true;
                    } else {
                        in[d] = false;
                    }
                }
            }
        }
    }

    /** Why these deals, all of them waiting here, may not settle; empty when they may. */
    Optional<ResultCode> refuse(Set<String> ids) {
        boolean[] in = new boolean[ranked.size()];
        for (int d = 0; d < in.length; d++) {
            in[d] = ids.contains(ranked.get(d).id);
        }
        for (int s = 0; s < cover.length; s++) {
            if (end(in, s) < 0) {
                return Optional.of(ResultCode.PROPOSAL_UNCOVERED);
            }
        }
        if (!holds(in)) {
            return Optional.of(ResultCode.PROPOSAL_OUT_OF_ORDER);
        }
        boolean[] more = in.clone();
        complete(more);
        return Arrays.equals(in, more) ? Optional.empty() : Optional.of(ResultCode.PROPOSAL_NOT_MAXIMAL);
    }

    private boolean holds(boolean[] in) {
        for (int s = 0; s < cover.length; s++) {
            if (end(in, s) < 0 || broken(in, s)) {
                return false;
            }
        }
        return true;
    }

    /** Below zero, or somebody who is out lacks cover here while a later one is in. */
    private boolean broken(boolean[] in, int slot) {
        long end = end(in, slot);
        boolean laterIsIn = false;
        for (int d = in.length - 1; d >= 0; d--) {
            long draw = -change[d][slot];
            if (draw > 0 && in[d]) {
                laterIsIn = true;
                if (end < 0) {
                    return true;
                }
            } else if (draw > 0 && laterIsIn && end < draw) {
                return true;
            }
        }
        return false;
    }

    private long end(boolean[] in, int slot) {
        long end = cover[slot];
        for (int d = 0; d < in.length; d++) {
            end += in[d] ? change[d][slot] : 0;
        }
        return end;
    }

    private int lastOn(boolean[] in, int slot) {
        for (int d = in.length - 1; d >= 0; d--) {
            if (in[d] && change[d][slot] < 0) {
                return d;
            }
        }
        throw new IllegalStateException("nothing draws on a slot that is short");
    }

    /** In the order of the legs. */
    private List<Integer> slotsOf(int deal) {
        return ranked.get(deal).changes.stream()
                .map(c -> slots.getOrDefault(c.slot(), -1))
                .distinct()
                .toList();
    }

    private Set<String> ids(boolean[] in) {
        Set<String> ids = new TreeSet<>();
        for (int d = 0; d < in.length; d++) {
            if (in[d]) {
                ids.add(ranked.get(d).id);
            }
        }
        return ids;
    }
}
