package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Parts of instructions that may be divided, settled beside a set that leaves them out: in rank order, each as many as its positions cover
 * ({@link DivisibleParts}). One pass; what a part frees for others is the next round's.
 */
public final class PartSettlement {
    private final InstructionQueue queue;
    private final List<Part> parts = new ArrayList<>();
    private final long[] change;

    /**
     * What settles of an instruction that goes on waiting.
     *
     * @param parts of the {@link InstructionQueue#parts} that it has, fewer than all
     */
    public record Part(int instruction, long parts) {}

    /**
     * @param least of each instruction, the fewest of its parts that are worth settling
     */
    public PartSettlement(InstructionQueue queue, SettlementSet set, IntToLongFunction least) {
        this.queue = queue;
        this.change = new long[queue.positions()];
        DivisibleParts divisible = new DivisibleParts(queue, set.chosen());
        long[] room = new long[queue.positions()];
        for (int p = 0; p < room.length; p++) {
            room[p] = set.room(p);
        }
        for (int i = 0; i < queue.size(); i++) {
            long count = set.contains(i) ? 0 : divisible.next(i, room, least.applyAsLong(i));
            if (count > 0) {
                parts.add(new Part(i, count));
                move(i, count, room);
            }
        }
    }

    private void move(int instruction, long count, long[] room) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            long by = queue.deltaOf(e) / queue.parts(instruction) * count;
            room[queue.positionOf(e)] += by;
            change[queue.positionOf(e)] += by;
        }
    }

    /** In rank order. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** What all parts together change a position by. */
    public long change(int position) {
        return change[position];
    }
}
