package clearing.reconcile.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a few amounts add up to one: exact, by meeting in the middle. Work is at most 2^(n/2) steps for each half, so
 * {@value #MAX_AMOUNTS} amounts are the bound.
 */
final class SubsetSum {
    static final int MAX_AMOUNTS = 30;
    static final int MOST_FOUND = 16;

    private SubsetSum() {}

    /**
     * The subsets of 2 to {@code mostItems} amounts that add up to the target, as bit masks; when there are more than
     * {@value #MOST_FOUND}, one more than that.
     *
     * @param amounts none of a size above {@code Long.MAX_VALUE / 32}
     */
    static List<Integer> find(long[] amounts, long target, int mostItems) {
        if (amounts.length > MAX_AMOUNTS) {
            throw new IllegalArgumentException("too many amounts: " + amounts.length);
        }
        int half = amounts.length / 2;
        Map<Long, List<Integer>> left = new HashMap<>();
        for (int mask : masks(half, mostItems)) {
            // The smallest come first and fit wherever others of the same sum do, so no more than this many are needed.
            List<Integer> same = left.computeIfAbsent(sum(amounts, 0, mask), s -> new ArrayList<>(1));
            if (same.size() <= MOST_FOUND) {
                same.add(mask);
            }
        }
        List<Integer> found = new ArrayList<>();
        for (int mask : masks(amounts.length - half, mostItems)) {
            long rest = target - sum(amounts, half, mask);
            for (int other : left.getOrDefault(rest, List.of())) {
                int size = Integer.bitCount(mask) + Integer.bitCount(other);
                if (size >= 2 && size <= mostItems) {
                    found.add(other | mask << half);
                    if (found.size() > MOST_FOUND) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    private static List<Integer> masks(int bits, int mostItems) {
        List<Integer> masks = new ArrayList<>(1 << bits);
        for (int mask = 0; mask < 1 << bits; mask++) {
            if (Integer.bitCount(mask) <= mostItems) {
                masks.add(mask);
            }
        }
        masks.sort(Comparator.comparingInt(Integer::bitCount));
        return masks;
    }

    private static long sum(long[] amounts, int from, int mask) {
        long sum = 0;
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            sum += amounts[from + Integer.numberOfTrailingZeros(rest)];
        }
        return sum;
    }
}
