package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A set in the making, with what the order rule asks of it: per position its end, the last draw of the set, and the largest draw that is
 * left out before that. Dropping and adding cost the logarithm of the draws that they touch.
 */
final class OrderedSet {
    static final int NOBODY = -1;

    private final InstructionQueue queue;
    private final BitSet chosen;
    private final long[] end;
    /** The last draw of the set on each position, or one before its first draw. */
    private final int[] last;
    /** Draws left out, largest first; those that were added again or rank behind the last are skipped when they come up. */
    private final List<PriorityQueue<Integer>> leftOut;

    OrderedSet(InstructionQueue queue, Positions start, BitSet chosen) {
        this.queue = queue;
        this.chosen = (BitSet) chosen.clone();
        this.end = SettlementSet.ends(queue, start, chosen);
        this.last = new int[queue.positions()];
        this.leftOut = new ArrayList<>(queue.positions());
        for (int p = 0; p < queue.positions(); p++) {
            leftOut.add(new PriorityQueue<>((a, b) -> Long.compare(queue.drawAmount(b), queue.drawAmount(a))));
            last[p] = queue.drawsTo(p) - 1;
            retreat(p);
            noteLeftOut(p, queue.drawsFrom(p), last[p]);
        }
    }

    boolean contains(int instruction) {
        return chosen.get(instruction);
    }

    BitSet chosen() {
        return chosen;
    }

    long end(int position) {
        return end[position];
    }

    /** The set's last instruction on a position, or {@link #NOBODY}. */
    int lastOn(int position) {
        return last[position] < queue.drawsFrom(position) ? NOBODY : queue.drawBy(last[position]);
    }

    /** The left-out instruction with the largest draw before the set's last one, or {@link #NOBODY}. */
    int overtaken(int position) {
        int draw = largestLeftOut(position);
        return draw == NOBODY ? NOBODY : queue.drawBy(draw);
    }

    /** True when the position is below its floor, or somebody who was overtaken here would not find cover here. */
    boolean broken(int position) {
        if (lastOn(position) == NOBODY) {
            return false;
        }
        int draw = largestLeftOut(position);
        return end[position] < (draw == NOBODY ? 0 : queue.drawAmount(draw));
    }

    /** True when the position is below its floor, or anybody was overtaken here. */
    boolean brokenStrictly(int position) {
        return lastOn(position) != NOBODY && (end[position] < 0 || largestLeftOut(position) != NOBODY);
    }

    void drop(int instruction) {
        chosen.clear(instruction);
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            end[p] -= queue.deltaOf(e);
            int draw = queue.drawOf(e);
            if (draw == last[p] && draw != NOBODY) {
                retreat(p);
            } else if (draw != NOBODY) {
                leftOut.get(p).add(draw);
            }
        }
    }

    void add(int instruction) {
        chosen.set(instruction);
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            end[p] += queue.deltaOf(e);
            int draw = queue.drawOf(e);
            if (draw > last[p]) {
                int before = last[p];
                last[p] = draw;
                noteLeftOut(p, before + 1, draw - 1);
            }
        }
    }

    /**
     * True when the set with this instruction is feasible and in order too.
     *
     * @param gap per position, the largest draw left out between the set's last one and this instruction's
     */
    boolean canAdd(int instruction, long[] gap) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int draw = queue.drawOf(e);
            if (draw == NOBODY) {
                continue;
            }
            int p = queue.positionOf(e);
            long left = end[p] - queue.drawAmount(draw);
            if (left < 0 || left < gap(draw, p, gap) || left < largestBeside(p, draw)) {
                return false;
            }
        }
        return true;
    }

    /** Notes an instruction that stays out, for those that {@link #canAdd} is asked about after it, in rank order. */
    void passOver(int instruction, long[] gap) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int draw = queue.drawOf(e);
            int p = queue.positionOf(e);
            if (draw > last[p]) {
                gap[p] = Math.max(gap[p], queue.drawAmount(draw));
            }
        }
    }

    /** After {@link #add}, in the same walk. */
    void closeGaps(int instruction, long[] gap) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            if (queue.drawOf(e) != NOBODY && queue.drawOf(e) == last[queue.positionOf(e)]) {
                gap[queue.positionOf(e)] = 0;
            }
        }
    }

    private long gap(int draw, int position, long[] gap) {
        return draw > last[position] ? gap[position] : 0;
    }

    private long largestBeside(int position, int own) {
        int top = largestLeftOut(position);
        if (top != own) {
            return top == NOBODY ? 0 : queue.drawAmount(top);
        }
        PriorityQueue<Integer> draws = leftOut.get(position);
        // Noted twice when it was dropped, added and dropped again: take all of them off before looking at the next.
        while (top == own) {
            draws.remove();
            top = largestLeftOut(position);
        }
        draws.add(own);
        return top == NOBODY ? 0 : queue.drawAmount(top);
    }

    private int largestLeftOut(int position) {
        PriorityQueue<Integer> draws = leftOut.get(position);
        for (Integer top = draws.peek(); top != null; top = draws.peek()) {
            if (top < last[position] && !chosen.get(queue.drawBy(top))) {
                return top;
            }
            draws.remove();
        }
        return NOBODY;
    }

    private void retreat(int position) {
        int draw = last[position];
        while (draw >= queue.drawsFrom(position) && !chosen.get(queue.drawBy(draw))) {
            draw--;
        }
        last[position] = draw;
    }

    private void noteLeftOut(int position, int from, int to) {
        for (int d = from; d <= to; d++) {
            if (!chosen.get(queue.drawBy(d))) {
                leftOut.get(position).add(d);
            }
        }
    }
}
