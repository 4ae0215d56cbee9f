package clearing.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Breaks that the members' services found against those that were planted.
 *
 * @param kinds planted and found, by kind
 * @param missed planted and not found, in words
 * @param invented found and not planted, in words
 */
record BreakComparison(SortedMap<String, Count> kinds, List<String> missed, List<String> invented) {

    /** How often a kind was planted, found where it was planted, and found where nothing was planted. */
    record Count(int planted, int found, int invented) {
        private Count add(Count more) {
            return new Count(planted + more.planted, found + more.found, invented + more.invented);
        }
    }

    /** A break's identity in both lists. */
    record Break(String kind, String member, String account, String asset, String reference) {
        @Override
        public String toString() {
            return kind + " " + member + " " + account + " " + asset + " " + reference;
        }
    }

    boolean exact() {
        return missed.isEmpty() && invented.isEmpty();
    }

    /** Each planted break must be found once; each found one must have been planted. */
    static BreakComparison of(Collection<Break> planted, Collection<Break> found) {
        Map<Break, Integer> open = new TreeMap<>(java.util.Comparator.comparing(Break::toString));
        planted.forEach(each -> open.merge(each, 1, Integer::sum));
        SortedMap<String, Count> kinds = new TreeMap<>();
        planted.forEach(each -> kinds.merge(each.kind(), new Count(1, 0, 0), Count::add));
        List<String> invented = new ArrayList<>();
        for (Break each : found) {
            Integer left = open.get(each);
            if (left == null) {
                invented.add(each.toString());
                kinds.merge(each.kind(), new Count(0, 0, 1), Count::add);
                continue;
            }
            kinds.merge(each.kind(), new Count(0, 1, 0), Count::add);
            if (left == 1) {
                open.remove(each);
            } else {
                open.put(each, left - 1);
            }
        }
        List<String> missed = new ArrayList<>();
        open.forEach((each, count) -> missed.add(each + (count > 1 ? " x" + count : "")));
        return new BreakComparison(kinds, missed, invented);
    }
}
