package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Offset between two parties at a time: the instructions of each pair settle against each other, in the order between these two, with
 * what the two have. Pairs take their turn in the order of their first instruction; what one pair has used the next does not have.
 * Instructions with a third party in them stay out. Less than the multilateral offset finds, and simpler to explain.
 */
public final class BilateralOffset {
    private BilateralOffset() {}

    /**
     * Each pair by itself: no other party's queue is touched, so across pairs there is no order, and a later instruction between two may
     * overtake an earlier one to a third.
     *
     * @param owner the party of each position
     */
    public static SettlementSet resolve(InstructionQueue queue, Positions start, int[] owner) {
        long[] room = start.rooms();
        BitSet settled = new BitSet(queue.size());
        for (List<Integer> pair : pairs(queue, owner)) {
            Between between = new Between(queue, pair);
            SettlementSet found = Gridlock.resolve(between.queue(), between.positions(p -> room[p]));
            for (int n = 0; n < pair.size(); n++) {
                if (found.contains(n)) {
                    int i = pair.get(n);
                    settled.set(i);
                    for (int e = queue.from(i); e < queue.to(i); e++) {
                        room[queue.positionOf(e)] += queue.deltaOf(e);
                    }
                }
            }
        }
        return new SettlementSet(queue, start, settled);
    }

    /**
     * One turn of each pair in strict order: of what two owe each other, only what waits behind nobody else takes part.
     *
     * @param pairs as {@link #pairs} gives them
     */
    static void advance(InstructionQueue queue, QueueHeads heads, List<List<Integer>> pairs) {
        for (List<Integer> pair : pairs) {
            List<Integer> next = atTheHead(queue, heads, pair);
            if (next.size() < 2) {
                continue;
            }
            Between between = new Between(queue, next);
            SettlementSet found = Gridlock.strict(between.queue(), between.positions(heads::room));
            for (int n = 0; n < next.size(); n++) {
                if (found.contains(n)) {
                    heads.settle(next.get(n));
                }
            }
        }
    }

    /** Those of a pair that are the beginning of every queue that they draw on. */
    private static List<Integer> atTheHead(InstructionQueue queue, QueueHeads heads, List<Integer> pair) {
        TreeMap<Integer, Integer> reached = new TreeMap<>();
        List<Integer> next = new ArrayList<>();
        for (int i : pair) {
            if (heads.hasSettled(i)) {
                continue;
            }
            boolean first = true;
            for (int e = queue.from(i); e < queue.to(i) && first; e++) {
                int p = queue.positionOf(e);
                first = queue.drawOf(e) < 0 || queue.drawOf(e) == reached.getOrDefault(p, heads.head(p));
            }
            if (first) {
                next.add(i);
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    if (queue.drawOf(e) >= 0) {
                        reached.put(queue.positionOf(e), queue.drawOf(e) + 1);
                    }
                }
            }
        }
        return next;
    }

    /** Some instructions as a queue of their own, over the positions that they touch. */
    private static final class Between {
        private final InstructionQueue queue;
        private final List<Integer> instructions;
        private final TreeMap<Integer, Integer> numbers = new TreeMap<>();

        Between(InstructionQueue queue, List<Integer> instructions) {
            this.queue = queue;
            this.instructions = instructions;
            for (int i : instructions) {
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    numbers.putIfAbsent(queue.positionOf(e), numbers.size());
                }
            }
        }

        InstructionQueue queue() {
            InstructionQueue.Builder between = InstructionQueue.over(numbers.size());
            for (int i : instructions) {
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    between.change(numbers.getOrDefault(queue.positionOf(e), -1), queue.deltaOf(e));
                }
                between.end();
            }
            return between.build();
        }

        /** Room above {@link Positions#MAX_SUM} makes no difference, since no more is drawn. */
        Positions positions(IntToLongFunction room) {
            long[] own = new long[numbers.size()];
            numbers.forEach(
                    (position, number) -> own[number] = Math.min(Positions.MAX_SUM, room.applyAsLong(position)));
            return Positions.of(own);
        }
    }

    /** The instructions between two parties, pair by pair in the order of their first one, in rank order. */
    static List<List<Integer>> pairs(InstructionQueue queue, int[] owner) {
        TreeMap<Long, List<Integer>> byPair = new TreeMap<>();
        List<List<Integer>> inOrder = new ArrayList<>();
        for (int i = 0; i < queue.size(); i++) {
            long pair = pair(queue, i, owner);
            if (pair >= 0) {
                byPair.computeIfAbsent(pair, first -> {
                            List<Integer> list = new ArrayList<>();
                            inOrder.add(list);
                            return list;
                        })
                        .add(i);
            }
        }
        return inOrder;
    }

    /** Both parties as one number, or -1 when there are not exactly two. */
    private static long pair(InstructionQueue queue, int instruction, int[] owner) {
        int one = -1;
        int other = -1;
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            int party = owner[queue.positionOf(e)];
            if (one < 0 || one == party) {
                one = party;
            } else if (other < 0 || other == party) {
                other = party;
            } else {
                return -1;
            }
        }
        return other < 0 ? -1 : (long) Math.min(one, other) << 32 | Math.max(one, other);
    }
}
