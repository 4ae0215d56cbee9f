package clearing.bench.gridlock;

import java.util.BitSet;

/** Every set of a small case, tried one by one: each differs from the one before it in one instruction (Gray code). */
final class Exhaustive {
    private final QueueCase world;
    private final long[][] change;
    /** By position, the instructions that draw on it as bits. */
    private final int[] drawers;

    private long freeOptimum;
    private int mostInOrder;
    private long mostValueInOrder;
    private int largestInOrder;

    Exhaustive(QueueCase world) {
        this.world = world;
        int n = world.size();
        this.change = new long[n][];
        this.drawers = new int[world.room().length];
        for (int i = 0; i < n; i++) {
            change[i] = world.change(i);
            for (int p = 0; p < change[i].length; p++) {
                if (change[i][p] < 0) {
                    drawers[p] |= 1 << i;
                }
            }
        }
        search();
    }

    /** The most weight of any feasible set. */
    long freeOptimum() {
        return freeOptimum;
    }

    /** The most instructions of any feasible set in which nobody is overtaken. */
    int mostInOrder() {
        return mostInOrder;
    }

    /** The most weight of any such set. */
    long mostValueInOrder() {
        return mostValueInOrder;
    }

    /** A set of the most instructions. */
    BitSet largestInOrder() {
        return BitSet.valueOf(new long[] {largestInOrder});
    }

    private void search() {
        long[] end = world.room().clone();
        int set = 0;
        long worth = 0;
        for (int step = 1; step < 1 << world.size(); step++) {
            int i = Integer.numberOfTrailingZeros(step);
            set ^= 1 << i;
            int sign = (set >> i & 1) == 1 ? 1 : -1;
            worth += sign * world.weight()[i];
            boolean feasible = true;
            for (int p = 0; p < end.length; p++) {
                end[p] += sign * change[i][p];
                feasible &= end[p] >= 0;
            }
            if (feasible) {
                freeOptimum = Math.max(freeOptimum, worth);
                if ((Integer.bitCount(set) > mostInOrder || worth > mostValueInOrder) && inOrder(set)) {
                    if (Integer.bitCount(set) > mostInOrder) {
                        mostInOrder = Integer.bitCount(set);
                        largestInOrder = set;
                    }
                    mostValueInOrder = Math.max(mostValueInOrder, worth);
                }
            }
        }
    }

    /** At every position, what the set draws is the beginning of what all draw. */
    private boolean inOrder(int set) {
        for (int drawer : drawers) {
            int out = drawer & ~set;
            int firstOut = out == 0 ? Integer.SIZE - 1 : Integer.numberOfTrailingZeros(out);
            if ((drawer & set) >>> firstOut != 0) {
                return false;
            }
        }
        return true;
    }
}
