package clearing.kernel.netting;

import java.util.ArrayList;
import java.util.List;

/**
 * The split of members into the most groups whose nets sum to zero each: a group of k members needs k - 1 payments, so the most groups
 * mean the fewest payments. Exact, over all subsets: {@code most(S) = max over i in S of most(S - i) + (sum(S) = 0)}.
 */
final class ZeroGroups {
    private ZeroGroups() {}

    /** @param open members with a net, at most {@link PaymentPlan#MAX_EXACT}; their nets sum to zero */
    static List<List<Integer>> of(long[] nets, List<Integer> open) {
        int all = (1 << open.size()) - 1;
        long[] sum = new long[all + 1];
        int[] most = new int[all + 1];
        for (int mask = 1; mask <= all; mask++) {
            int lowest = Integer.numberOfTrailingZeros(mask);
            // Partial sums stay between the sum of all that is paid and of all that is received.
            sum[mask] = sum[mask & (mask - 1)] + nets[open.get(lowest)];
            most[mask] = most[mask ^ 1 << bestLast(most, mask)] + (sum[mask] == 0 ? 1 : 0);
        }
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        for (int mask = all; mask != 0; ) {
            int last = bestLast(most, mask);
            group.add(open.get(last));
            mask ^= 1 << last;
            if (sum[mask] == 0) {
                group.sort(null);
                groups.add(group);
                group = new ArrayList<>();
            }
        }
        return groups;
    }

    private static int bestLast(int[] most, int mask) {
        int best = Integer.numberOfTrailingZeros(mask);
        for (int rest = mask & (mask - 1); rest != 0; rest &= rest - 1) {
            int candidate = Integer.numberOfTrailingZeros(rest);
            if (most[mask ^ 1 << candidate] > most[mask ^ 1 << best]) {
                best = candidate;
            }
        }
        return best;
    }
}
