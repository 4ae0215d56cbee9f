package clearing.settlement.queue;

import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementRound;
import clearing.kernel.liquidity.WaitReason;
import clearing.settlement.queue.LaneQueue.Entry;
import clearing.settlement.queue.LaneQueue.Shortage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What a whole settlement round would do now with everything that is due in a lane. One use. */
final class NextRound {
    private final LocalDate day;
    private final List<WaitingTrade> ranked;
    /** By instruction, its trade. */
    private final List<WaitingTrade> instructions = new ArrayList<>();
    /** By position, which it is. */
    private final List<Slot> slots = new ArrayList<>();

    private final Map<Slot, Integer> numbers = new TreeMap<>();
    private final SettlementRound round;
    /** By position, what waits to leave it and to come in. */
    private final long[] outgoing;

    private final long[] incoming;
    private final Map<Slot, Shortage> shortages = new TreeMap<>();

    /**
     * @param trades what waits in the lane, in any order
     * @param day the lane's business day
     * @param available what a position may give, minor units
     */
    NextRound(List<WaitingTrade> trades, LocalDate day, ToLongFunction<Slot> available) {
        this.day = day;
        this.ranked = trades.stream().sorted(WaitingTrade.RANK).toList();
        ranked.stream().filter(this::due).flatMap(WaitingTrade::legs).forEach(leg -> {
            number(leg.from());
            number(leg.to());
        });
        InstructionQueue.Builder queue = InstructionQueue.over(slots.size());
        for (WaitingTrade trade : ranked) {
            if (due(trade) && add(queue, trade)) {
                instructions.add(trade);
            }
        }
        long[] have = slots.stream().mapToLong(available).toArray();
        round = SettlementRound.run(queue.build(), Positions.of(have), owners());
        outgoing = new long[slots.size()];
        incoming = new long[slots.size()];
        for (int i = 0; i < instructions.size(); i++) {
            if (round.step(i).isEmpty()) {
                instructions.get(i).legs().forEach(leg -> {
                    outgoing[at(leg.from())] += leg.minor();
                    incoming[at(leg.to())] += leg.minor();
                });
            }
        }
    }

    private boolean due(WaitingTrade trade) {
        return !trade.valueDate().isAfter(day);
    }

    private void number(Slot slot) {
        if (numbers.putIfAbsent(slot, slots.size()) == null) {
            slots.add(slot);
        }
    }

    private int at(Slot slot) {
        return numbers.getOrDefault(slot, -1);
    }

    private boolean add(InstructionQueue.Builder queue, WaitingTrade trade) {
        trade.legs().forEach(leg -> queue.leg(at(leg.from()), at(leg.to()), leg.minor()));
        return queue.end();
    }

    private int[] owners() {
        Map<String, Integer> members = new TreeMap<>();
        return slots.stream()
                .mapToInt(slot -> {
                    members.putIfAbsent(slot.member(), members.size());
                    return members.getOrDefault(slot.member(), -1);
                })
                .toArray();
    }

    /** The queue with its reasons. */
    LaneQueue queue() {
        List<Entry> entries = new ArrayList<>(ranked.size());
        int instruction = 0;
        for (WaitingTrade trade : ranked) {
            if (!due(trade)) {
                continue;
            }
            int rank = entries.size() + 1;
            boolean takesPart = instruction < instructions.size()
                    && instructions.get(instruction).equals(trade);
            entries.add(takesPart ? entry(rank, trade, instruction++) : waits(rank, trade, new Reason.TooLarge()));
        }
        for (WaitingTrade trade : ranked) {
            if (!due(trade)) {
                entries.add(waits(entries.size() + 1, trade, new Reason.NotDue(trade.valueDate())));
            }
        }
        List<Shortage> heaviest = shortages.values().stream()
                .sorted(Comparator.comparingInt(Shortage::holdsUp).reversed())
                .toList();
        return new LaneQueue(day, entries, heaviest);
    }

    private static Entry waits(int rank, WaitingTrade trade, Reason reason) {
        return new Entry(rank, trade, Optional.empty(), List.of(reason));
    }

    private Entry entry(int rank, WaitingTrade trade, int instruction) {
        List<Reason> why = new ArrayList<>();
        for (WaitReason reason : round.why(instruction)) {
            Slot slot = slots.get(reason.position());
            switch (reason) {
                case WaitReason.Lacking lacking -> {
                    why.add(new Reason.Lacking(
                            slot, round.room(lacking.position()), lacking.missing(), lacking.missingInOrder()));
                    shortages.merge(slot, shortage(slot, lacking), NextRound::both);
                }
                case WaitReason.Order order ->
                    why.add(new Reason.Order(slot, instructions.get(order.other()), order.missing()));
            }
        }
        return new Entry(rank, trade, round.step(instruction), why);
    }

    private Shortage shortage(Slot slot, WaitReason.Lacking lacking) {
        int at = lacking.position();
        return new Shortage(slot, round.room(at), outgoing[at], incoming[at], lacking.missingInOrder(), 1);
    }

    private static Shortage both(Shortage one, Shortage other) {
        return new Shortage(
                one.slot(),
                one.available(),
                one.outgoing(),
                one.incoming(),
                Math.max(one.missing(), other.missing()),
                one.holdsUp() + other.holdsUp());
    }
}
