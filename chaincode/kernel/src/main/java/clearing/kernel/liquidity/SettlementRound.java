package clearing.kernel.liquidity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A whole settlement round over what waits, each instruction whole or not at all: gross in order, then bilateral offset, then multilateral offset, then what gridlock
 * resolution adds to that in the lane's order. Pure, and the same everywhere.
 *
 * <p>All steps keep one order rule, so the round as a whole settles exactly what {@link Gridlock#resolve(InstructionQueue, Positions)}
 * finds at once, and {@link SetCheck} would accept it as a proposal. That holds since what settles gross or bilaterally from the heads of
 * the queues is in strict order, hence part of the greatest strict set, which the multilateral offset finds; and that set is part of what
 * the resolution finds. The steps tell how an instruction could settle: alone, with its counterparty's help, or only because many moved
 * at one instant.
 *
 * <p>A limit between two parties is a position like any other: two positions that start at 0 with minus the limit as floor, which each
 * instruction between the two moves against each other.
 */
public final class SettlementRound {
    /** Gross and bilateral take turns this often; what they miss then, the multilateral offset finds. */
    static final int MAX_TURNS = 16;

    /** How an instruction settled. */
    public enum Step {
        /** Alone, first in its queues, with what its giver had. */
        GROSS,
        /** Together with others between the same two parties, none of which waited behind anybody else. */
        BILATERAL,
        /** In the greatest set in which nobody is overtaken: Bech and Soramäki's resolution. */
        MULTILATERAL,
        /** In addition, overtaking somebody only where what is left still covers the overtaken. */
        RESOLUTION,
        /** Some of its parts alone, since it lacks cover for the whole and may be divided ({@link PartialRound}). */
        PARTIAL
    }

    private final SettlementSet set;
    private final BitSet gross;
    private final BitSet bilateral;
    private final BitSet multilateral;
    private final List<Integer> sequence;
    private final WaitReasons reasons;

    private SettlementRound(
            InstructionQueue queue,
            SettlementSet set,
            BitSet gross,
            BitSet bilateral,
            BitSet multilateral,
            List<Integer> sequence) {
        this.set = set;
        this.gross = gross;
        this.bilateral = bilateral;
        this.multilateral = multilateral;
        this.sequence = List.copyOf(sequence);
        this.reasons = new WaitReasons(queue, set);
    }

    /**
     * @param owner the party of each position
     */
    public static SettlementRound run(InstructionQueue queue, Positions start, int[] owner) {
        if (owner.length != queue.positions()) {
            throw new IllegalArgumentException(owner.length + " owners of " + queue.positions() + " positions");
        }
        QueueHeads heads = new QueueHeads(queue, start);
        BitSet gross = new BitSet(queue.size());
        BitSet bilateral = new BitSet(queue.size());
        List<List<Integer>> pairs = BilateralOffset.pairs(queue, owner);
        int before = -1;
        for (int turn = 0; turn < MAX_TURNS && before < heads.count(); turn++) {
            before = heads.count();
            GrossFifo.advance(queue, heads);
            mark(heads, before, gross);
            int alone = heads.count();
            BilateralOffset.advance(queue, heads, pairs);
            mark(heads, alone, bilateral);
        }
        BitSet multilateral = Gridlock.strict(queue, start).chosen();
        SettlementSet set = Gridlock.resolve(queue, start);
        List<Integer> sequence = new ArrayList<>(set.count());
        for (int n = 0; n < heads.count(); n++) {
            sequence.add(heads.settledAs(n));
        }
        append(multilateral, heads.settled(), sequence);
        append(set.chosen(), multilateral, sequence);
        return new SettlementRound(queue, set, gross, bilateral, multilateral, sequence);
    }

    private static void mark(QueueHeads heads, int from, BitSet step) {
        for (int n = from; n < heads.count(); n++) {
            step.set(heads.settledAs(n));
        }
    }

    private static void append(BitSet step, BitSet earlier, List<Integer> sequence) {
        BitSet more = (BitSet) step.clone();
        more.andNot(earlier);
        more.stream().forEach(sequence::add);
    }

    /** Everything that settles, with where it leaves the positions. */
    public SettlementSet set() {
        return set;
    }

    /** What a position may still give after the round. */
    public long room(int position) {
        return set.room(position);
    }

    /** How an instruction settled; empty when it waits. */
    public Optional<Step> step(int instruction) {
        if (!set.contains(instruction)) {
            return Optional.empty();
        }
        if (gross.get(instruction)) {
            return Optional.of(Step.GROSS);
        }
        if (bilateral.get(instruction)) {
            return Optional.of(Step.BILATERAL);
        }
        return Optional.of(multilateral.get(instruction) ? Step.MULTILATERAL : Step.RESOLUTION);
    }

    /** The order in which instructions settle; those of one offset at one instant, in rank order. */
    public List<Integer> sequence() {
        return sequence;
    }

    /** Why an instruction waits, position by position; empty when it settled. */
    public List<WaitReason> why(int instruction) {
        return reasons.of(instruction);
    }
}
