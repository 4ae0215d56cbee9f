package clearing.kernel.liquidity;

import java.util.BitSet;
import java.util.Optional;

/** Whether a set that somebody proposes may settle: feasible, in the lane's order ({@link Gridlock}), and maximal among such sets. */
public final class SetCheck {
    private SetCheck() {}

    /** What is wrong with a proposed set. */
    public sealed interface Fault {
        /** A position would end below its floor. */
        record Uncovered(int position, long missing) implements Fault {}

        /** At a position, an instruction that lacks value there is overtaken by one that ranks behind it. */
        record Overtakes(int position, int overtaken, int by) implements Fault {}

        /** This instruction could be added, and the set would still be feasible and in order. */
        record NotMaximal(int instruction) implements Fault {}
    }

    /** The first fault by position, then by rank; empty when there is none. */
    public static Optional<Fault> check(InstructionQueue queue, Positions start, BitSet proposed) {
        OrderedSet set = new OrderedSet(queue, start, proposed);
        for (int p = 0; p < queue.positions(); p++) {
            if (set.end(p) < 0) {
                return Optional.of(new Fault.Uncovered(p, -set.end(p)));
            }
        }
        for (int p = 0; p < queue.positions(); p++) {
            if (set.broken(p)) {
                return Optional.of(new Fault.Overtakes(p, set.overtaken(p), set.lastOn(p)));
            }
        }
        long[] gap = new long[queue.positions()];
        for (int i = 0; i < queue.size(); i++) {
            if (!set.contains(i)) {
                if (set.canAdd(i, gap)) {
                    return Optional.of(new Fault.NotMaximal(i));
                }
                set.passOver(i, gap);
            }
        }
        return Optional.empty();
    }
}
