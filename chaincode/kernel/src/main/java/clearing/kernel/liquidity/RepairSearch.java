package clearing.kernel.liquidity;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Betters a feasible set: an instruction that is left out is forced in, and what is then short is mended step by step, each time by adding
 * one that pays in or by dropping one that draws, until nothing is short. Where the best mending step leads to nothing the others are
 * tried, with a bounded number of such second thoughts on a way (limited discrepancy search), so long rings are found whose first
 * steps look bad. A way is kept when it ends worth more than before.
 */
final class RepairSearch {
    private static final int MAX_STEPS = 28;
    private static final int BREADTH = 5;
    private static final int MAX_SECOND_THOUGHTS = 3;
    private static final int KICKS = 3;
    /** Kicks in turn that brought nothing before it gives up. */
    private static final int PATIENCE = 40;

    private final InstructionQueue queue;
    private final long[] weight;
    private final List<List<Integer>> payers;
    private final Integer[] heaviestFirst;
    private final BitSet chosen;
    private final long[] end;
    private final BitSet touched;
    private long total;
    private long wanted;
    private long sequence = 1;
    private long effort;
    private long effortOfSeed;

    RepairSearch(
            InstructionQueue queue,
            Positions start,
            long[] weight,
            List<List<Integer>> payers,
            Integer[] heaviestFirst,
            BitSet beginning,
            long effort) {
        this.queue = queue;
        this.weight = weight;
        this.payers = payers;
        this.heaviestFirst = heaviestFirst;
        this.chosen = (BitSet) beginning.clone();
        this.end = SettlementSet.ends(queue, start, chosen);
        this.touched = new BitSet(queue.size());
        this.total = chosen.stream().mapToLong(i -> weight[i]).sum();
        this.effort = effort;
    }

    BitSet run() {
        climb();
        BitSet best = (BitSet) chosen.clone();
        long most = total;
        for (int idle = 0; idle < PATIENCE && effort > 0; idle++) {
            kick();
            climb();
            if (total > most) {
                best = (BitSet) chosen.clone();
                most = total;
                idle = 0;
            } else {
                become(best);
            }
        }
        return best;
    }

    /** To where no forced instruction brings more. */
    private void climb() {
        for (int thoughts = 0; thoughts <= MAX_SECOND_THOUGHTS && effort > 0; thoughts++) {
            boolean better = true;
            while (better && effort > 0) {
                better = false;
                for (int n = 0; n < heaviestFirst.length && effort > 0; n++) {
                    better |= force(heaviestFirst[n], thoughts, total);
                }
            }
        }
    }

    /** Forces some in whatever they cost, to get away from where no single one brings more. */
    private void kick() {
        for (int n = 0; n < KICKS; n++) {
            sequence = sequence * 6364136223846793005L + 1442695040888963407L;
            int i = (int) ((sequence >>> 33) % queue.size());
            if (!chosen.get(i)) {
                force(i, 1, Long.MIN_VALUE);
            }
        }
    }

    private void become(BitSet set) {
        for (int i = 0; i < queue.size(); i++) {
            if (chosen.get(i) != set.get(i)) {
                turn(i);
            }
        }
    }

    private boolean force(int instruction, int thoughts, long moreThan) {
        wanted = moreThan;
        touched.clear();
        touched.set(instruction);
        effortOfSeed = Math.max(20_000, effort / 64);
        turn(instruction);
        if (mend(0, thoughts)) {
            return true;
        }
        turn(instruction);
        return false;
    }

    private boolean mend(int steps, int thoughts) {
        int position = shortest();
        if (position < 0) {
            return total > wanted || fill();
        }
        if (steps == MAX_STEPS || effort < 0 || effortOfSeed < 0) {
            return false;
        }
        int[] candidates = candidates(position);
        int allowed = Math.min(thoughts, candidates.length - 1);
        for (int c = 0; c <= allowed; c++) {
            int i = candidates[c];
            touched.set(i);
            turn(i);
            if (mend(steps + 1, thoughts - c)) {
                return true;
            }
            turn(i);
            touched.clear(i);
        }
        return false;
    }

    /** Adds what fits if that brings more than is wanted; otherwise changes nothing. */
    private boolean fill() {
        BitSet added = new BitSet(queue.size());
        for (int n = 0; n < heaviestFirst.length; n++) {
            int i = heaviestFirst[n];
            if (!chosen.get(i) && !touched.get(i) && fits(i)) {
                turn(i);
                added.set(i);
            }
        }
        spend(queue.size());
        if (total > wanted) {
            return true;
        }
        added.stream().forEach(this::turn);
        return false;
    }

    private boolean fits(int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            if (queue.deltaOf(e) < 0 && end[queue.positionOf(e)] + queue.deltaOf(e) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The position that is short by most, or -1. */
    private int shortest() {
        int worst = -1;
        for (int p = 0; p < end.length; p++) {
            if (end[p] < 0 && (worst < 0 || end[p] < end[worst])) {
                worst = p;
            }
        }
        spend(end.length / 8);
        return worst;
    }

    /** Steps that mend a position, the best first: what leaves all together least short, then what costs least. */
    private int[] candidates(int position) {
        int[] best = new int[BREADTH];
        long[] merit = new long[BREADTH];
        int count = 0;
        for (int i : payers.get(position)) {
            if (!chosen.get(i) && !touched.get(i)) {
                count = insert(i, lessShort(i, 1), best, merit, count);
            }
        }
        for (int d = queue.drawsFrom(position); d < queue.drawsTo(position); d++) {
            int i = queue.drawBy(d);
            if (chosen.get(i) && !touched.get(i)) {
                count = insert(i, lessShort(i, -1) - weight[i] / 4, best, merit, count);
            }
        }
        spend(payers.get(position).size() + queue.drawsTo(position) - queue.drawsFrom(position));
        return Arrays.copyOf(best, count);
    }

    private static int insert(int instruction, long merit, int[] best, long[] merits, int count) {
        int at = count;
        while (at > 0 && merits[at - 1] < merit) {
            at--;
        }
        if (at == best.length) {
            return count;
        }
        for (int n = Math.min(count, best.length - 1); n > at; n--) {
            best[n] = best[n - 1];
            merits[n] = merits[n - 1];
        }
        best[at] = instruction;
        merits[at] = merit;
        return Math.min(count + 1, best.length);
    }

    private void turn(int instruction) {
        int sign = chosen.get(instruction) ? -1 : 1;
        chosen.flip(instruction);
        total += sign * weight[instruction];
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            end[queue.positionOf(e)] += sign * queue.deltaOf(e);
        }
        spend(queue.to(instruction) - queue.from(instruction));
    }

    /** By how much all positions together are less short with (1) or without (-1) an instruction. */
    private long lessShort(int instruction, int sign) {
        long less = 0;
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            long now = end[queue.positionOf(e)];
            less += Math.min(0, now + sign * queue.deltaOf(e)) - Math.min(0, now);
        }
        return less;
    }

    private void spend(long legs) {
        effort -= legs;
        effortOfSeed -= legs;
    }
}
