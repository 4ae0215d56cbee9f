package clearing.bench.gridlock;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The greatest set in strict order, found another way than the kernel does: each position claims a beginning of its queue, at first all of
 * it. In each sweep all positions at once shorten their claims to what is still in the set and covered, counting on what the set of the
 * sweep before pays in. What no position shortens any more is the greatest fixed point.
 */
final class PrefixFixedPoint {
    private PrefixFixedPoint() {}

    static BitSet greatest(QueueCase world) {
        int n = world.size();
        long[][] change = new long[n][];
        List<List<Integer>> drawers = new ArrayList<>();
        for (int p = 0; p < world.room().length; p++) {
            drawers.add(new ArrayList<>());
        }
        for (int i = 0; i < n; i++) {
            change[i] = world.change(i);
            for (int p = 0; p < change[i].length; p++) {
                if (change[i][p] < 0) {
                    drawers.get(p).add(i);
                }
            }
        }
        int[] claim = drawers.stream().mapToInt(List::size).toArray();
        while (true) {
            BitSet set = claimedEverywhere(n, drawers, claim);
            long[] incoming = new long[claim.length];
            for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
                for (int p = 0; p < incoming.length; p++) {
                    incoming[p] += Math.max(0, change[i][p]);
                }
            }
            boolean shortened = false;
            for (int p = 0; p < claim.length; p++) {
                long left = world.room()[p] + incoming[p];
                int kept = 0;
                while (kept < claim[p]) {
                    int i = drawers.get(p).get(kept);
                    left += change[i][p];
                    if (!set.get(i) || left < 0) {
                        break;
                    }
                    kept++;
                }
                shortened |= kept < claim[p];
                claim[p] = kept;
            }
            if (!shortened) {
                return set;
            }
        }
    }

    private static BitSet claimedEverywhere(int count, List<List<Integer>> drawers, int[] claim) {
        BitSet set = new BitSet(count);
        set.set(0, count);
        for (int p = 0; p < claim.length; p++) {
            List<Integer> unclaimed =
                    drawers.get(p).subList(claim[p], drawers.get(p).size());
            unclaimed.forEach(set::clear);
        }
        return set;
    }
}
