package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A set of instructions of one queue and where it leaves the positions: each has at least what its floor asks. */
public final class SettlementSet {
    private final InstructionQueue queue;
    private final Positions start;
    private final BitSet chosen;
    private final long[] end;

    /**
     * What one position misses for one instruction.
     *
     * @param position where
     * @param missing minor units beyond what the set leaves there
     */
    public record Lack(int position, long missing) {}

    SettlementSet(InstructionQueue queue, Positions start, BitSet chosen) {
        this.queue = queue;
        this.start = start;
        this.chosen = (BitSet) chosen.clone();
        this.end = ends(queue, start, chosen);
    }

    /**
     * A set whose ends are known to hold, such as one that {@link SetCheck} has passed.
     *
     * @throws IllegalArgumentException when a position ends below its floor
     */
    public static SettlementSet of(InstructionQueue queue, Positions start, BitSet chosen) {
        SettlementSet set = new SettlementSet(queue, start, chosen);
        for (int p = 0; p < set.end.length; p++) {
            if (set.end[p] < 0) {
                throw new IllegalArgumentException("position " + p + " ends below its floor");
            }
        }
        return set;
    }

    /** Room of each position after a set. */
    static long[] ends(InstructionQueue queue, Positions start, BitSet chosen) {
        long[] end = start.rooms();
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            for (int e = queue.from(i); e < queue.to(i); e++) {
                end[queue.positionOf(e)] += queue.deltaOf(e);
            }
        }
        return end;
    }

    public boolean contains(int instruction) {
        return chosen.get(instruction);
    }

    /** How many settle. */
    public int count() {
        return chosen.cardinality();
    }

    /** The instructions that settle; the caller's own copy. */
    public BitSet chosen() {
        return (BitSet) chosen.clone();
    }

    /** What a position may still give once the set has settled. */
    public long room(int position) {
        return end[position];
    }

    /** What a position has given of what it could before, net; 0 when it has gained. */
    public long used(int position) {
        return Math.max(0, start.room(position) - end[position]);
    }

    /** What the set moves out of a position, gross. What is not used of it was saved. */
    public long moved(int position) {
        long sum = 0;
        for (int d = queue.drawsFrom(position); d < queue.drawsTo(position); d++) {
            if (chosen.get(queue.drawBy(d))) {
                sum += queue.drawAmount(d);
            }
        }
        return sum;
    }

    /** Why an instruction could not settle beside the set: what misses where. Empty when only the order keeps it back. */
    public List<Lack> lacks(int instruction) {
        List<Lack> lacks = new ArrayList<>(2);
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            long left = end[queue.positionOf(e)] + queue.deltaOf(e);
            if (queue.deltaOf(e) < 0 && left < 0) {
                lacks.add(new Lack(queue.positionOf(e), -left));
            }
        }
        return lacks;
    }
}
