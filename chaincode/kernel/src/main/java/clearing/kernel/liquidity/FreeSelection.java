package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most weight that can settle at once when order does not matter: an optimisation problem without a fast exact solution, solved by
 * greedy choice and local improvement. The contract never runs it. Whoever makes proposals does, and brings the result in order with
 * {@link Gridlock#resolve(InstructionQueue, Positions, BitSet)}.
 *
 * <p>Three beginnings (what gridlock resolution finds; "all settle" with the cheapest instructions dropped; the heaviest that fit) are
 * each improved: an instruction that is left out is forced in, what is then short is mended by adding others that pay in or by dropping
 * others that draw, what then fits is added, and the change is kept when the weight grew. Half of the work goes into longer ways with
 * second thoughts ({@link RepairSearch}).
 */
public final class FreeSelection {
    /** Legs looked at, as a bound of the work: some seconds. */
    public static final long USUAL_EFFORT = 200_000_000L;

    private static final int MAX_SWEEPS = 16;
    private static final int MAX_LOOKED_AT = 256;
    /** How many may be pulled in behind one that was forced in. */
    private static final int MAX_PULLED = 12;

    private final InstructionQueue queue;
    private final Positions start;
    private final long[] weight;
    private final Integer[] heaviestFirst;
    /** By position, the instructions that pay in. */
    private final List<List<Integer>> payers;

    private long effort;

    private BitSet chosen = new BitSet();
    private long[] end = new long[0];
    private long total;
    /** Not to be added just now, or -1. */
    private int barred = -1;

    private FreeSelection(InstructionQueue queue, Positions start, long[] weight, long effort) {
        this.queue = queue;
        this.start = start;
        this.weight = weight.clone();
        this.effort = effort;
        this.heaviestFirst = IntStream.range(0, queue.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -weight[i]).thenComparing(i -> i))
                .toArray(Integer[]::new);
        this.payers = payers(queue);
    }

    private static List<List<Integer>> payers(InstructionQueue queue) {
        List<List<Integer>> payers = new ArrayList<>(queue.positions());
        for (int p = 0; p < queue.positions(); p++) {
            payers.add(new ArrayList<>());
        }
        for (int i = 0; i < queue.size(); i++) {
            for (int e = queue.from(i); e < queue.to(i); e++) {
                if (queue.deltaOf(e) > 0) {
                    payers.get(queue.positionOf(e)).add(i);
                }
            }
        }
        return payers;
    }

    /**
     * @param weight what each instruction is worth, above 0, in sum at most {@link Positions#MAX_SUM}
     * @param effort bound of the work, such as {@link #USUAL_EFFORT}
     * @return a feasible set; it may overtake
     */
    public static SettlementSet choose(InstructionQueue queue, Positions start, long[] weight, long effort) {
        if (weight.length != queue.size()) {
            throw new IllegalArgumentException(weight.length + " weights for " + queue.size() + " instructions");
        }
        return new SettlementSet(queue, start, new FreeSelection(queue, start, weight, effort).best());
    }

    /** The better of what gridlock resolution finds and what can be kept in order of a free selection: a proposal. */
    public static SettlementSet propose(InstructionQueue queue, Positions start, long[] weight, long effort) {
        SettlementSet usual = Gridlock.resolve(queue, start);
        SettlementSet free = choose(queue, start, weight, effort);
        SettlementSet ordered = Gridlock.resolve(queue, start, free.chosen());
        return worth(ordered, weight) > worth(usual, weight) ? ordered : usual;
    }

    private static long worth(SettlementSet set, long[] weight) {
        return set.chosen().stream().mapToLong(i -> weight[i]).sum();
    }

    private BitSet best() {
        BitSet all = new BitSet(queue.size());
        all.set(0, queue.size());
        List<BitSet> beginnings = new ArrayList<>();
        beginnings.add(Gridlock.resolve(queue, start).chosen());
        beginnings.add(all);
        beginnings.add(new BitSet());
        BitSet best = new BitSet();
        long most = -1;
        long each = effort / (2L * beginnings.size());
        for (BitSet beginning : beginnings) {
            effort = each;
            begin(beginning);
            mend(-1, -1);
            fill();
            improve();
            long rest = each + Math.max(0, effort);
            begin(new RepairSearch(queue, start, weight, payers, heaviestFirst, chosen, rest).run());
            if (total > most) {
                most = total;
                best = (BitSet) chosen.clone();
            }
        }
        return best;
    }

    private void begin(BitSet set) {
        chosen = (BitSet) set.clone();
        end = SettlementSet.ends(queue, start, chosen);
        total = chosen.stream().mapToLong(i -> weight[i]).sum();
    }

    /** Changes that bring more are made as long as there are some and the effort lasts. */
    private void improve() {
        boolean better = true;
        while (better && effort > 0) {
            better = false;
            for (int n = 0; n < heaviestFirst.length && effort > 0; n++) {
                int i = heaviestFirst[n];
                better |= chosen.get(i) ? attempt(i, -1, false) : attempt(i, -1, true) || attempt(i, -1, false);
            }
            for (int n = 0; n < heaviestFirst.length && !better && effort > 0; n++) {
                for (int m = n + 1; m < heaviestFirst.length && !better && effort > 0; m++) {
                    better = attempt(heaviestFirst[n], heaviestFirst[m], false);
                }
            }
        }
    }

    /**
     * Turns one or two instructions round, mends and fills; taken back when it brought nothing.
     *
     * @param pull mend by pulling in what pays, before dropping
     */
    private boolean attempt(int one, int other, boolean pull) {
        BitSet before = (BitSet) chosen.clone();
        long[] endBefore = end.clone();
        long totalBefore = total;
        effort -= queue.size() + end.length;
        turn(one);
        if (other >= 0) {
            turn(other);
        }
        if (pull) {
            pullIn();
        }
        mend(one, other);
        barred = !before.get(one) ? -1 : one;
        fill();
        barred = -1;
        fill();
        if (total > totalBefore) {
            return true;
        }
        chosen = before;
        end = endBefore;
        total = totalBefore;
        return false;
    }

    private void turn(int instruction) {
        if (chosen.get(instruction)) {
            take(instruction);
        } else {
            put(instruction);
        }
    }

    /** Adds what pays into short positions, each time what leaves all together least short. */
    private void pullIn() {
        for (int pulled = 0; pulled < MAX_PULLED; pulled++) {
            int best = -1;
            long bestGain = Long.MIN_VALUE;
            for (int p = 0; p < end.length && best < 0; p++) {
                for (int n = 0; n < payers.get(p).size() && end[p] < 0; n++) {
                    int i = payers.get(p).get(n);
                    if (chosen.get(i)) {
                        continue;
                    }
                    // A ring passes its shortage on until it closes: a gain of nothing, or less, may lead there.
                    long gain = lessShort(i, 1);
                    if (best < 0 || gain > bestGain || gain == bestGain && weight[i] > weight[best]) {
                        best = i;
                        bestGain = gain;
                    }
                }
                effort -= end[p] < 0 ? payers.get(p).size() : 0;
            }
            if (best < 0) {
                return;
            }
            put(best);
        }
    }

    /** By how much all positions together are less short with (1) or without (-1) an instruction. */
    private long lessShort(int instruction, int sign) {
        long less = 0;
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            long now = end[queue.positionOf(e)];
            less += Math.min(0, now + sign * queue.deltaOf(e)) - Math.min(0, now);
        }
        return less;
    }

    private void put(int instruction) {
        chosen.set(instruction);
        total += weight[instruction];
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            end[queue.positionOf(e)] += queue.deltaOf(e);
        }
    }

    private void take(int instruction) {
        chosen.clear(instruction);
        total -= weight[instruction];
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            end[queue.positionOf(e)] -= queue.deltaOf(e);
        }
    }

    /** Drops what costs least for what it mends, until no position is short; the forced ones only when nothing else is left. */
    private void mend(int one, int other) {
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            for (int p = 0; p < end.length; p++) {
                while (end[p] < 0) {
                    take(cheapest(p, one, other));
                    dropped = true;
                }
            }
        }
    }

    private int cheapest(int position, int one, int other) {
        int best = -1;
        int lastResort = -1;
        long bestRelief = 0;
        int from = queue.drawsFrom(position);
        int to = queue.drawsTo(position);
        int step = Math.max(1, (to - from) / MAX_LOOKED_AT);
        for (int d = to - 1; d >= from; d -= best < 0 ? 1 : step) {
            int i = queue.drawBy(d);
            if (!chosen.get(i)) {
                continue;
            }
            if (i == one || i == other) {
                lastResort = i;
                continue;
            }
            long relief = Math.max(1, lessShort(i, -1));
            if (best < 0 || cheaper(i, relief, best, bestRelief)) {
                best = i;
                bestRelief = relief;
            }
        }
        effort -= (to - from) / step;
        return best < 0 ? lastResort : best;
    }

    private boolean cheaper(int one, long oneRelief, int other, long otherRelief) {
        return compareProducts(weight[one], otherRelief, weight[other], oneRelief) < 0;
    }

    /** {@code a * b} against {@code c * d}, all 0 or more, exactly. */
    static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** Adds what fits, the heaviest first. */
    private void fill() {
        boolean added = true;
        for (int sweep = 0; sweep < MAX_SWEEPS && added; sweep++) {
            added = false;
            effort -= queue.size();
            for (Integer i : heaviestFirst) {
                if (!chosen.get(i) && i != barred && fits(i)) {
                    put(i);
                    added = true;
                }
            }
        }
    }

    private boolean fits(int instruction) {
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            if (queue.deltaOf(e) < 0 && end[queue.positionOf(e)] + queue.deltaOf(e) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Weights that count instructions. */
    public static long[] counting(InstructionQueue queue) {
        long[] ones = new long[queue.size()];
        Arrays.fill(ones, 1);
        return ones;
    }
}
