package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds out why instructions wait beside a set. What it needs of each position is summed up once. Beside a set that a stricter order than
 * the lane's keeps small, an instruction may wait without a reason: it would do no harm, the order alone keeps it back.
 */
public final class WaitReasons {
    private static final int NOBODY = -1;

    private final InstructionQueue queue;
    private final SettlementSet set;
    private final BitSet chosen;
    /** By draw, what waits at its position up to it and with it. */
    private final long[] waitingUpTo;
    /** By draw, the waiting draw before it at its position that is the largest, or {@link #NOBODY}. */
    private final int[] largestBefore;
    /** By position, the last draw of the set. */
    private final int[] last;

    /** @param set of the queue's instructions */
    public WaitReasons(InstructionQueue queue, SettlementSet set) {
        this.queue = queue;
        this.set = set;
        this.chosen = set.chosen();
        int draws = queue.positions() == 0 ? 0 : queue.drawsTo(queue.positions() - 1);
        this.waitingUpTo = new long[draws];
        this.largestBefore = new int[draws];
        this.last = new int[queue.positions()];
        for (int p = 0; p < queue.positions(); p++) {
            sumUp(p);
        }
    }

    private void sumUp(int position) {
        long waiting = 0;
        int largest = NOBODY;
        last[position] = NOBODY;
        for (int d = queue.drawsFrom(position); d < queue.drawsTo(position); d++) {
            largestBefore[d] = largest;
            if (chosen.get(queue.drawBy(d))) {
                last[position] = d;
            } else {
                waiting += queue.drawAmount(d);
                largest = largest == NOBODY || queue.drawAmount(d) > queue.drawAmount(largest) ? d : largest;
            }
            waitingUpTo[d] = waiting;
        }
    }

    /** By position; empty when the instruction is in the set. */
    public List<WaitReason> of(int instruction) {
        List<WaitReason> reasons = new ArrayList<>(2);
        if (chosen.get(instruction)) {
            return reasons;
        }
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int draw = queue.drawOf(e);
            if (draw < 0) {
                continue;
            }
            int p = queue.positionOf(e);
            long left = set.room(p) - queue.drawAmount(draw);
            if (left < 0) {
                reasons.add(new WaitReason.Lacking(p, -left, waitingUpTo[draw] - set.room(p)));
                continue;
            }
            int harmed = harmed(p, draw, left);
            if (harmed != NOBODY) {
                reasons.add(new WaitReason.Order(p, queue.drawBy(harmed), queue.drawAmount(harmed) - left));
            }
        }
        return reasons;
    }

    /** Whoever waits at the position, would be overtaken, and would not be covered by what is left. */
    private int harmed(int position, int draw, long left) {
        int largest = largestBefore[draw];
        if (largest != NOBODY && queue.drawAmount(largest) > left) {
            return largest;
        }
        for (int d = draw + 1; d < last[position]; d++) {
            if (!chosen.get(queue.drawBy(d)) && queue.drawAmount(d) > left) {
                return d;
            }
        }
        return NOBODY;
    }
}
