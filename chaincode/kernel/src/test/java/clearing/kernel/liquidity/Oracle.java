package clearing.kernel.liquidity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** The rules again, in the plainest way: big integers, lists, every set tried. It shares no code with what it judges. */
final class Oracle {
    private final Case world;
    private final int n;

    Oracle(Case world) {
        this.world = world;
        this.n = world.instructions().size();
    }

    List<BigInteger> ends(BitSet set) {
        List<BigInteger> ends = new ArrayList<>();
        for (long available : world.available()) {
            ends.add(BigInteger.valueOf(available));
        }
        set.stream().forEach(i -> {
            for (Case.Leg leg : world.instructions().get(i)) {
                BigInteger amount = BigInteger.valueOf(leg.amount());
                ends.set(leg.from(), ends.get(leg.from()).subtract(amount));
                ends.set(leg.to(), ends.get(leg.to()).add(amount));
            }
        });
        return ends;
    }

    boolean feasible(BitSet set) {
        return ends(set).stream().allMatch(end -> end.signum() >= 0);
    }

    /** What an instruction takes from a position, net; 0 when nothing. */
    BigInteger draw(int instruction, int position) {
        BigInteger net = BigInteger.ZERO;
        for (Case.Leg leg : world.instructions().get(instruction)) {
            BigInteger amount = BigInteger.valueOf(leg.amount());
            net = leg.from() == position ? net.add(amount) : net;
            net = leg.to() == position ? net.subtract(amount) : net;
        }
        return net.max(BigInteger.ZERO);
    }

    private boolean draws(int instruction, int position) {
        return draw(instruction, position).signum() > 0;
    }

    boolean strict(BitSet set) {
        return inOrder(set, false);
    }

    /** Nobody is overtaken at a position where what the set leaves does not cover it. */
    boolean ordered(BitSet set) {
        return inOrder(set, true);
    }

    private boolean inOrder(BitSet set, boolean whereItDoesNoHarm) {
        List<BigInteger> ends = ends(set);
        for (int p = 0; p < world.available().length; p++) {
            for (int out = 0; out < n; out++) {
                if (set.get(out) || !draws(out, p)) {
                    continue;
                }
                boolean harmless = whereItDoesNoHarm && ends.get(p).compareTo(draw(out, p)) >= 0;
                for (int in = out + 1; in < n && !harmless; in++) {
                    if (set.get(in) && draws(in, p)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** No single instruction can be added so that the set stays in the class. */
    boolean maximal(BitSet set, Predicate<BitSet> inClass) {
        for (int i = 0; i < n; i++) {
            if (!set.get(i)) {
                BitSet more = (BitSet) set.clone();
                more.set(i);
                if (feasible(more) && inClass.test(more)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** All feasible sets of a class; for small n. */
    List<BitSet> all(Predicate<BitSet> inClass) {
        List<BitSet> found = new ArrayList<>();
        for (long bits = 0; bits < 1L << n; bits++) {
            BitSet set = BitSet.valueOf(new long[] {bits});
            if (feasible(set) && inClass.test(set)) {
                found.add(set);
            }
        }
        return found;
    }

    /** The union of all feasible sets in strict order, and that it is one of them. */
    BitSet greatestStrict() {
        BitSet union = new BitSet();
        all(this::strict).forEach(union::or);
        if (!feasible(union) || !strict(union)) {
            throw new AssertionError("the union of sets in strict order is none");
        }
        return union;
    }

    /** Gridlock resolution in strict order by rescanning everything after each drop: for large n. */
    BitSet strictByRescanning() {
        BitSet set = new BitSet();
        set.set(0, n);
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            List<BigInteger> ends = ends(set);
            for (int p = 0; p < ends.size() && !dropped; p++) {
                for (int i = n - 1; i >= 0 && ends.get(p).signum() < 0 && !dropped; i--) {
                    if (set.get(i) && draws(i, p)) {
                        dropWithAllBehind(set, i);
                        dropped = true;
                    }
                }
            }
        }
        return set;
    }

    private void dropWithAllBehind(BitSet set, int instruction) {
        set.clear(instruction);
        for (int p = 0; p < world.available().length; p++) {
            for (int i = instruction + 1; i < n && draws(instruction, p); i++) {
                if (set.get(i) && draws(i, p)) {
                    dropWithAllBehind(set, i);
                }
            }
        }
    }

    /** Gross in order by rescanning: the first of all its queues, with cover, until nothing moves. */
    BitSet grossByRescanning() {
        BitSet set = new BitSet();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < n; i++) {
                BitSet more = (BitSet) set.clone();
                more.set(i);
                if (!set.get(i) && feasible(more) && strict(more)) {
                    set = more;
                    moved = true;
                }
            }
        }
        return set;
    }

    /** The most weight of any feasible set. */
    long optimum(long[] weight) {
        return all(any -> true).stream()
                .mapToLong(set -> set.stream().mapToLong(i -> weight[i]).sum())
                .max()
                .orElseThrow();
    }
}
