package clearing.client.liquidity;

import clearing.client.liquidity.Holdings.Position;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.PartialRound;
import clearing.kernel.liquidity.PartialRound.Movement;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.liquidity.WaitReason;
import clearing.kernel.liquidity.WaitReasons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The kernel's choice over instructions and holdings: what moved in which order, what waits and why, and where it leaves everybody. */
final class OfflineRound {
    private final List<Instruction> instructions;
    private final List<Position> positions;
    private final long[] before;
    private final long[] after;
    private final long[] moved;
    private final InstructionQueue queue;
    private final List<Moved> movements = new ArrayList<>();
    private final long[] waiting;
    private final IntFunction<List<WaitReason>> why;

    /**
     * @param instruction number
     * @param parts of {@link InstructionQueue#parts}
     * @param step how, in words
     */
    record Moved(int instruction, long parts, String step) {}

    private OfflineRound(Path file, List<Instruction> instructions, Holdings holdings, Method method) {
        this.instructions = instructions;
        TreeSet<Position> all = new TreeSet<>();
        holdings.named().forEach(all::add);
        for (Instruction instruction : instructions) {
            for (Instruction.Leg leg : instruction.legs()) {
                all.add(new Position(leg.from(), leg.asset()));
                all.add(new Position(leg.to(), leg.asset()));
            }
        }
        this.positions = List.copyOf(all);
        TreeMap<Position, Integer> numbers = new TreeMap<>();
        TreeMap<String, Integer> members = new TreeMap<>();
        positions.forEach(position -> {
            numbers.put(position, numbers.size());
            members.putIfAbsent(position.member(), members.size());
        });
        this.queue = queue(file, instructions, numbers);
        this.before = positions.stream().mapToLong(holdings::available).toArray();
        long[] floor = positions.stream().mapToLong(p -> -holdings.cap(p)).toArray();
        int[] owner = positions.stream()
                .mapToInt(p -> members.getOrDefault(p.member(), -1))
                .toArray();
        this.after = before.clone();
        this.moved = new long[before.length];
        this.waiting =
                IntStream.range(0, instructions.size()).mapToLong(queue::parts).toArray();
        Positions start = Positions.of(before, floor);
        if (method == Method.ROUND) {
            PartialRound round = PartialRound.run(queue, start, owner);
            for (Movement movement : round.movements()) {
                move(movement.instruction(), movement.parts(), movement.step().name());
            }
            this.why = round::why;
        } else {
            SettlementSet set = method.settle(queue, start, owner);
            set.chosen().stream().forEach(i -> move(i, queue.parts(i), method.name()));
            this.why = new WaitReasons(queue, set)::of;
        }
    }

    /**
     * @param file of the instructions, for errors
     * @throws BadInput when sums do not fit
     */
    static OfflineRound run(Path file, List<Instruction> instructions, Holdings holdings, Method method) {
        return new OfflineRound(file, instructions, holdings, method);
    }

    private static InstructionQueue queue(
            Path file, List<Instruction> instructions, TreeMap<Position, Integer> numbers) {
        InstructionQueue.Builder queue = InstructionQueue.over(numbers.size());
        for (Instruction instruction : instructions) {
            boolean fits = instruction.legs().stream().allMatch(leg -> leg.amount() <= Positions.MAX_SUM);
            if (fits) {
                for (Instruction.Leg leg : instruction.legs()) {
                    queue.leg(
                            numbers.getOrDefault(new Position(leg.from(), leg.asset()), -1),
                            numbers.getOrDefault(new Position(leg.to(), leg.asset()), -1),
                            leg.amount());
                }
                if (instruction.partial()) {
                    queue.partial();
                }
                fits = queue.end();
            }
            if (!fits) {
                throw new BadInput(List.of(new LocatedError(
                        file,
                        instruction.line(),
                        0,
                        "AMOUNT_TOO_LARGE",
                        "Sums with this obligation are above what a position can hold.")));
            }
        }
        return queue.build();
    }

    private void move(int instruction, long parts, String step) {
        movements.add(new Moved(instruction, parts, step));
        waiting[instruction] -= parts;
        for (int n = 0; n < queue.entries(instruction); n++) {
            long change = queue.delta(instruction, n) / queue.parts(instruction) * parts;
            int p = queue.position(instruction, n);
            after[p] += change;
            moved[p] += Math.max(0, -change);
        }
    }

    List<Instruction> instructions() {
        return instructions;
    }

    List<Moved> movements() {
        return movements;
    }

    List<Position> positions() {
        return positions;
    }

    long before(int position) {
        return before[position];
    }

    long after(int position) {
        return after[position];
    }

    /** What left a position, gross. */
    long moved(int position) {
        return moved[position];
    }

    /** What the position gave of what it had, net: the liquidity used. The rest of what moved was saved. */
    long used(int position) {
        return Math.max(0, before[position] - after[position]);
    }

    /** Parts of an instruction that wait. */
    long waiting(int instruction) {
        return waiting[instruction];
    }

    long parts(int instruction) {
        return queue.parts(instruction);
    }

    /** Why what is left of an instruction waits; empty when the order alone keeps it back. */
    List<WaitReason> why(int instruction) {
        return why.apply(instruction);
    }
}
