package clearing.kernel.liquidity;

import java.util.BitSet;

/**
 * How far each position's queue has settled in strict order: what has settled is the beginning of every queue. Settling in any other
 * order is a defect.
 */
final class QueueHeads {
    private final InstructionQueue queue;
    private final long[] room;
    /** The first draw on each position that has not settled. */
    private final int[] head;

    private final BitSet settled;
    private final int[] sequence;
    private int count;

    QueueHeads(InstructionQueue queue, Positions start) {
        this.queue = queue;
        this.room = start.rooms();
        this.head = new int[queue.positions()];
        for (int p = 0; p < head.length; p++) {
            head[p] = queue.drawsFrom(p);
        }
        this.settled = new BitSet(queue.size());
        this.sequence = new int[queue.size()];
    }

    /** The first instruction that waits at a position, or -1. */
    int first(int position) {
        return head[position] < queue.drawsTo(position) ? queue.drawBy(head[position]) : -1;
    }

    int head(int position) {
        return head[position];
    }

    long room(int position) {
        return room[position];
    }

    boolean hasSettled(int instruction) {
        return settled.get(instruction);
    }

    BitSet settled() {
        return (BitSet) settled.clone();
    }

    /** How many have settled. */
    int count() {
        return count;
    }

    /** The n-th that settled. */
    int settledAs(int n) {
        return sequence[n];
    }

    /** True when the instruction is the first wherever it draws, and each position has what it gives. */
    boolean canSettle(int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            int draw = queue.drawOf(e);
            if (draw >= 0 && (head[p] != draw || room[p] < queue.drawAmount(draw))) {
                return false;
            }
        }
        return true;
    }

    /** Settles an instruction that is the first wherever it draws; cover is the caller's to see to. */
    void settle(int instruction) {
        settled.set(instruction);
        sequence[count++] = instruction;
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int p = queue.positionOf(e);
            room[p] += queue.deltaOf(e);
            if (queue.drawOf(e) >= 0) {
                if (queue.drawOf(e) != head[p]) {
                    throw new IllegalStateException(
                            "instruction " + instruction + " is not the first at position " + p);
                }
                head[p]++;
            }
        }
    }
}
