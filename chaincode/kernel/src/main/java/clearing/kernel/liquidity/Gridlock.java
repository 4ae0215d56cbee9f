package clearing.kernel.liquidity;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Multilateral offset by gridlock resolution (M. L. Bech and K. Soramäki, "Gridlock resolution in interbank payment systems", 2001),
 * over instructions of several legs in several assets. From "all settle": while a position is short, the last instruction that draws on
 * it goes, with all its legs. What is left settles at one instant; positions may pass below their floors only inside it.
 *
 * <p><b>Strict order</b> ({@link #strict}). At each position the set is the beginning of the queue of those that draw on it: nobody is
 * overtaken anywhere. Two feasible sets of this kind have a feasible union, since at each position the union draws what one of the two
 * draws and receives at least as much. So there is one greatest such set, for any number of legs and assets, and by count and by value
 * alike it is the optimum. The resolution finds it: were the last draw of a short position in the greatest set, then so were all before
 * it, and the position would be as short there. What is behind a dropped instruction at any position goes with it.
 *
 * <p><b>The lane's order</b> ({@link #resolve}). With legs in several assets strict order lets a seller without shares hold up all
 * payments of its buyer. So overtaking is allowed where it does no harm: <em>an instruction may be overtaken at a position only if what
 * the set leaves there still covers it.</em> Whoever lacks value at a position is overtaken by nobody there. For instructions that draw
 * on one position each, such as payments in one asset, both orders say the same of every set to which nothing can be added, and the
 * resolution gives the unique optimum. For others it settles at least all that strict order does, to which every single instruction is
 * added that can be; but sets of this kind have no feasible union in general, so there may be several maximal ones, the result depends on
 * the order in which short positions are looked at (theirs by number), and it need not be the largest. A proposal may beat it.
 *
 * <p>Each instruction is dropped at most once, at the cost of its legs and a logarithm; adding goes over what is left out at most
 * {@link #MAX_SWEEPS} times.
 */
public final class Gridlock {
    static final int MAX_SWEEPS = 16;

    private Gridlock() {}

    /** The greatest set in which nobody is overtaken anywhere. */
    public static SettlementSet strict(InstructionQueue queue, Positions start) {
        OrderedSet set = new OrderedSet(queue, start, all(queue));
        Work work = new Work(queue.positions());
        for (int p = work.next(); p >= 0; p = work.next()) {
            while (set.brokenStrictly(p)) {
                drop(set, queue, set.lastOn(p), work);
            }
        }
        return new SettlementSet(queue, start, set.chosen());
    }

    /** A set in the lane's order to which no single instruction can be added. */
    public static SettlementSet resolve(InstructionQueue queue, Positions start) {
        return resolve(queue, start, all(queue));
    }

    /**
     * As {@link #resolve(InstructionQueue, Positions)}, from a wish instead of from all: what of it can be kept in order, and what can be
     * added to that.
     *
     * @param wish any set; it need not be feasible
     */
    public static SettlementSet resolve(InstructionQueue queue, Positions start, BitSet wish) {
        OrderedSet set = new OrderedSet(queue, start, wish);
        Work work = new Work(queue.positions());
        for (int p = work.next(); p >= 0; p = work.next()) {
            while (set.broken(p)) {
                drop(set, queue, set.lastOn(p), work);
            }
        }
        complete(set, queue);
        return new SettlementSet(queue, start, set.chosen());
    }

    private static void drop(OrderedSet set, InstructionQueue queue, int instruction, Work work) {
        set.drop(instruction);
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            work.add(queue.positionOf(e));
        }
    }

    /** Adds what can be added, in rank order, until nothing can. */
    private static void complete(OrderedSet set, InstructionQueue queue) {
        boolean added = true;
        for (int sweep = 0; sweep < MAX_SWEEPS && added; sweep++) {
            added = false;
            long[] gap = new long[queue.positions()];
            for (int i = 0; i < queue.size(); i++) {
                if (set.contains(i)) {
                    continue;
                }
                if (set.canAdd(i, gap)) {
                    set.add(i);
                    set.closeGaps(i, gap);
                    added = true;
                } else {
                    set.passOver(i, gap);
                }
            }
        }
    }

    private static BitSet all(InstructionQueue queue) {
        BitSet all = new BitSet(queue.size());
        all.set(0, queue.size());
        return all;
    }

    /** Positions to look at, each once at a time, first come first served. */
    private static final class Work {
        private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
        private final BitSet listed = new BitSet();

        Work(int positions) {
            for (int p = 0; p < positions; p++) {
                add(p);
            }
        }

        void add(int position) {
            if (!listed.get(position)) {
                listed.set(position);
                waiting.add(position);
            }
        }

        int next() {
            Integer position = waiting.poll();
            if (position == null) {
                return -1;
            }
            listed.clear(position);
            return position;
        }
    }
}
