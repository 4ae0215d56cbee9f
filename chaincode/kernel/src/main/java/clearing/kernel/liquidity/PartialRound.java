package clearing.kernel.liquidity;

import clearing.kernel.liquidity.SettlementRound.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A settlement round ({@link SettlementRound}) after which instructions that may be divided settle in part: in rank order, each as many of
 * its parts as its positions cover. Overtaking is allowed as everywhere only where what is left covers the overtaken. A part that was
 * paid may free others, so round and parts take turns until nothing moves, at most {@link #MAX_TURNS} times. What remains of a divided
 * instruction keeps its rank and waits. Parts are exact ({@link InstructionQueue#parts}): what leaves one position arrives at another,
 * and the legs of an instruction have settled in the same proportion at any time.
 */
public final class PartialRound {
    /** Bound of the work; what could move after that moves in the next round. */
    static final int MAX_TURNS = 16;

    private final InstructionQueue queue;
    private final long[] room;
    /** Of each instruction, the parts that have not settled. */
    private final long[] left;

    private final List<Movement> movements = new ArrayList<>();
    private Rest rest;

    /**
     * What settled of an instruction in one step of one turn; one that is divided may have several.
     *
     * @param parts of the {@link InstructionQueue#parts} that it has
     */
    public record Movement(int instruction, long parts, Step step) {}

    /** What waits after some turns, as a queue of its own, and the last round over it. */
    private record Rest(InstructionQueue queue, int[] instructions, SettlementRound round) {
        List<WaitReason> why(int instruction) {
            for (int n = 0; n < instructions.length; n++) {
                if (instructions[n] == instruction) {
                    return round.why(n).stream().map(this::named).toList();
                }
            }
            return List.of();
        }

        /** A reason with the instruction's number in the whole queue. */
        private WaitReason named(WaitReason reason) {
            return switch (reason) {
                case WaitReason.Lacking lacking -> lacking;
                case WaitReason.Order order ->
                    new WaitReason.Order(order.position(), instructions[order.other()], order.missing());
            };
        }
    }

    private PartialRound(InstructionQueue queue, Positions start, int[] owner) {
        this.queue = queue;
        this.room = start.rooms();
        this.left = new long[queue.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = queue.parts(i);
        }
        this.rest = turn(owner);
        for (int turn = 1; turn < MAX_TURNS && divide(); turn++) {
            rest = turn(owner);
        }
    }

    /** @param owner the party of each position */
    public static PartialRound run(InstructionQueue queue, Positions start, int[] owner) {
        return new PartialRound(queue, start, owner);
    }

    /** Everything that moved, in that order. */
    public List<Movement> movements() {
        return List.copyOf(movements);
    }

    /** How many parts of an instruction still wait; 0 when it settled. */
    public long waiting(int instruction) {
        return left[instruction];
    }

    /** What a position may still give after the round. */
    public long room(int position) {
        return room[position];
    }

    /** Why an instruction, or what remains of it, waits; empty when it settled. */
    public List<WaitReason> why(int instruction) {
        return left[instruction] == 0 ? List.of() : rest.why(instruction);
    }

    /** A whole round over what is left. */
    private Rest turn(int[] owner) {
        int[] instructions = new int[queue.size()];
        int count = 0;
        InstructionQueue.Builder waiting = InstructionQueue.over(queue.positions());
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                for (int e = queue.from(i); e < queue.to(i); e++) {
                    waiting.change(queue.positionOf(e), queue.deltaOf(e) / queue.parts(i) * left[i]);
                }
                waiting.parts(left[i]);
                waiting.end();
                instructions[count++] = i;
            }
        }
        long[] capped = new long[room.length];
        for (int p = 0; p < room.length; p++) {
            // More is not drawn.
            capped[p] = Math.min(room[p], Positions.MAX_SUM);
        }
        InstructionQueue built = waiting.build();
        SettlementRound round = SettlementRound.run(built, Positions.of(capped), owner);
        for (int n : round.sequence()) {
            move(instructions[n], left[instructions[n]], round.step(n).orElseThrow());
        }
        return new Rest(built, Arrays.copyOf(instructions, count), round);
    }

    /** Settles what parts can settle beside the last round; false when none can. */
    private boolean divide() {
        DivisibleParts parts =
                new DivisibleParts(rest.queue(), rest.round().set().chosen());
        boolean moved = false;
        for (int n = 0; n < rest.instructions().length; n++) {
            int i = rest.instructions()[n];
            if (left[i] > 0) {
                long more = parts.next(n, room);
                if (more > 0) {
                    move(i, more, Step.PARTIAL);
                    moved = true;
                }
            }
        }
        return moved;
    }

    private void move(int instruction, long parts, Step step) {
        movements.add(new Movement(instruction, parts, step));
        left[instruction] -= parts;
        for (int e = queue.from(instruction); e < queue.to(instruction); e++) {
            room[queue.positionOf(e)] += queue.deltaOf(e) / queue.parts(instruction) * parts;
        }
    }
}
