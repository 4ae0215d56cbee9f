package clearing.kernel.liquidity;

import java.util.ArrayDeque;

/**
 * Gross settlement, first in first out: an instruction settles alone once it is the first at every position that it draws on and each
 * has what it gives. What it pays may free the next. Which instructions settle does not depend on where one begins, since whoever is
 * first at a position and has cover keeps both; the work is proportional to the number of legs.
 */
public final class GrossFifo {
    private GrossFifo() {}

    public static SettlementSet settle(InstructionQueue queue, Positions start) {
        QueueHeads heads = new QueueHeads(queue, start);
        advance(queue, heads);
        return new SettlementSet(queue, start, heads.settled());
    }

    /** Settles what can settle alone from where the queues stand. */
    static void advance(InstructionQueue queue, QueueHeads heads) {
        for (int i = 0; i < queue.size(); i++) {
            // Nobody waits for what draws on nothing.
            if (!heads.hasSettled(i) && drawsOnNothing(queue, i)) {
                heads.settle(i);
            }
        }
        ArrayDeque<Integer> toLookAt = new ArrayDeque<>();
        for (int p = 0; p < queue.positions(); p++) {
            toLookAt.add(p);
        }
        for (Integer p = toLookAt.poll(); p != null; p = toLookAt.poll()) {
            for (int i = heads.first(p); i >= 0 && heads.canSettle(i); i = heads.first(p)) {
                heads.settle(i);
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    toLookAt.add(queue.positionOf(e));
                }
            }
        }
    }

    private static boolean drawsOnNothing(InstructionQueue queue, int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            if (queue.drawOf(e) >= 0) {
                return false;
            }
        }
        return true;
    }
}
