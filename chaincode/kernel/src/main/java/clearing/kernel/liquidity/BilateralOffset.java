package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Offset between two parties at a time: the instructions of each pair settle against each other, in the order between these two, with
 * what the two have. Pairs take their turn in the order of their first instruction; what one pair has used the next does not have.
 * Instructions with a third party in them stay out. Less than the multilateral offset finds, and simpler to explain: no other party's
 * queue is touched, so across pairs there is no order.
 */
public final class BilateralOffset {
    private BilateralOffset() {}

    /**
     * @param owner the party of each position
     */
    public static SettlementSet resolve(InstructionQueue queue, Positions start, int[] owner) {
        long[] room = start.rooms();
        BitSet settled = new BitSet(queue.size());
        for (List<Integer> pair : pairs(queue, owner)) {
            TreeMap<Integer, Integer> numbers = new TreeMap<>();
            for (int i : pair) {
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    numbers.putIfAbsent(queue.positionOf(e), numbers.size());
                }
            }
            SettlementSet found = resolve(queue, pair, numbers, room);
            for (int n = 0; n < pair.size(); n++) {
                if (found.contains(n)) {
                    settled.set(pair.get(n));
                }
            }
            numbers.forEach((position, number) -> room[position] = found.room(number));
        }
        return new SettlementSet(queue, start, settled);
    }

    private static SettlementSet resolve(
            InstructionQueue queue, List<Integer> pair, TreeMap<Integer, Integer> numbers, long[] room) {
        long[] own = new long[numbers.size()];
        numbers.forEach((position, number) -> own[number] = room[position]);
        InstructionQueue.Builder between = InstructionQueue.over(own.length);
        for (int i : pair) {
            for (int e = queue.from(i); e < queue.to(i); e++) {
                between.change(numbers.getOrDefault(queue.positionOf(e), -1), queue.deltaOf(e));
            }
            between.end();
        }
        return Gridlock.resolve(between.build(), Positions.of(own));
    }

    private static List<List<Integer>> pairs(InstructionQueue queue, int[] owner) {
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
