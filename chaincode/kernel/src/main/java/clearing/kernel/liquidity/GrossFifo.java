package clearing.kernel.liquidity;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Gross settlement, first in first out: an instruction settles alone once it is the first at every position that it draws on and each
 * has what it gives. What it pays may free the next. Which instructions settle does not depend on where one begins, since whoever is
 * first at a position and has cover keeps both; the work is proportional to the number of legs.
 */
public final class GrossFifo {
    private final InstructionQueue queue;
    private final long[] room;
    private final int[] head;
    private final BitSet settled;
    private final ArrayDeque<Integer> toLookAt = new ArrayDeque<>();

    private GrossFifo(InstructionQueue queue, Positions start) {
        this.queue = queue;
        this.room = start.rooms();
        this.head = new int[queue.positions()];
        for (int p = 0; p < head.length; p++) {
            head[p] = queue.drawsFrom(p);
            toLookAt.add(p);
        }
        this.settled = new BitSet(queue.size());
    }

    public static SettlementSet settle(InstructionQueue queue, Positions start) {
        GrossFifo round = new GrossFifo(queue, start);
        round.run();
        return new SettlementSet(queue, start, round.settled);
    }

    private void run() {
        for (int i = 0; i < queue.size(); i++) {
            // Nobody waits for what draws on nothing.
            if (drawsOnNothing(i)) {
                settle(i);
            }
        }
        for (Integer p = toLookAt.poll(); p != null; p = toLookAt.poll()) {
            while (head[p] < queue.drawsTo(p) && canSettle(queue.drawBy(head[p]))) {
                settle(queue.drawBy(head[p]));
            }
        }
    }

    private boolean drawsOnNothing(int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            if (queue.drawOf(e) >= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean canSettle(int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            int draw = queue.drawOf(e);
            if (draw >= 0 && (head[p] != draw || room[p] < queue.drawAmount(draw))) {
                return false;
            }
        }
        return true;
    }

    private void settle(int instruction) {
        settled.set(instruction);
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            room[p] += queue.deltaOf(e);
            if (queue.drawOf(e) >= 0) {
                head[p]++;
            }
            toLookAt.add(p);
        }
    }
}
