package clearing.kernel.cycle;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.balance.Floors;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.GrossFifo;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.netting.NettingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nets of a cycle as instructions, one to a pair: all legs of a pair settle or none, in all assets, so securities go against funds and
 * one currency against the other also where something is short. What was carried the longest ranks first, then the pairs by ids.
 */
final class CycleSettlement {
    private static final Comparator<PairPosition> RANK = Comparator.comparing(PairPosition::since)
            .thenComparing(PairPosition::first)
            .thenComparing(PairPosition::second);

    private final String lane;
    private final Execution x;
    private final List<PairPosition> ranked = new ArrayList<>();
    private final List<PairPosition> tooLarge = new ArrayList<>();
    private final List<PairPosition> frozen = new ArrayList<>();
    private final TreeMap<Slot, Integer> numbers = new TreeMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Positions start;
    private final SettlementSet set;

    /** A position: whose, in which account, of which asset. */
    record Slot(String member, int account, int asset) implements Comparable<Slot> {
        private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::member)
                .thenComparingInt(Slot::account)
                .thenComparingInt(Slot::asset);

        @Override
        public int compareTo(Slot other) {
            return ORDER.compare(this, other);
        }
    }

    CycleSettlement(CycleRecord cycle, NettingMode mode, Execution x) {
        this.lane = cycle.id().lane();
        this.x = x;
        List<PairPosition> pairs = new ArrayList<>(cycle.pairs());
        pairs.sort(RANK);
        pairs.forEach(this::number);
        InstructionQueue.Builder instructions = InstructionQueue.over(slots.size());
        for (PairPosition pair : pairs) {
            if (isFrozen(pair)) {
                frozen.add(pair);
            } else if (pair.outcome() == PairOutcome.OPEN) {
                (add(instructions, pair) ? ranked : tooLarge).add(pair);
            }
        }
        InstructionQueue queue = instructions.build();
        start = Positions.of(slots.stream().mapToLong(this::room).toArray());
        set = mode == NettingMode.MULTILATERAL ? Gridlock.resolve(queue, start) : GrossFifo.settle(queue, start);
    }

    /** What settles, in rank order. */
    List<PairPosition> covered() {
        return pairs(true);
    }

    /** What does not, in rank order. */
    List<PairPosition> uncovered() {
        List<PairPosition> left = pairs(false);
        left.addAll(tooLarge);
        return left;
    }

    /** What a default keeps from moving, in rank order: it is neither settled nor short. */
    List<PairPosition> frozen() {
        return frozen;
    }

    private boolean isFrozen(PairPosition pair) {
        return pair.outcome() == PairOutcome.OPEN
                && pair.movesValue()
                && (x.inDefault(pair.first()) || x.inDefault(pair.second()));
    }

    /** Moves what settles, as one movement of each position. */
    void move() {
        for (int p = 0; p < slots.size(); p++) {
            Slot slot = slots.get(p);
            BalancePage balance = x.ledger().balance(lane, slot.member());
            long change = set.room(p) - start.room(p);
            if (change > 0) {
                balance.credit(slot.account(), slot.asset(), change);
            } else if (change < 0) {
                Floors.take(x, balance, slot.member(), slot.account(), slot.asset(), -change);
            }
        }
    }

    /**
     * The first position that lacks value for a pair once the set has settled.
     *
     * @param member whose positions are looked at
     */
    Optional<Slot> shortOf(PairPosition pair, String member) {
        return needs(pair, member).entrySet().stream()
                .filter(need -> set.room(numbers.getOrDefault(need.getKey(), -1)) < need.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** True when the position lacks value for the pair once the set has settled. */
    boolean isShort(PairPosition pair, Slot slot) {
        Long need = needs(pair, slot.member()).get(slot);
        return need != null && set.room(numbers.getOrDefault(slot, -1)) < need;
    }

    private TreeMap<Slot, Long> needs(PairPosition pair, String member) {
        TreeMap<Slot, Long> needs = new TreeMap<>();
        for (PairLeg leg : pair.legs()) {
            long gives = member.equals(pair.first()) ? -leg.net() : leg.net();
            if (gives > 0) {
                needs.merge(
                        slot(pair, leg, member.equals(pair.first())),
                        gives,
                        (a, b) -> Math.min(a, Long.MAX_VALUE - b) + b);
            }
        }
        return needs;
    }

    private List<PairPosition> pairs(boolean settled) {
        List<PairPosition> found = new ArrayList<>();
        for (int n = 0; n < ranked.size(); n++) {
            if (set.contains(n) == settled) {
                found.add(ranked.get(n));
            }
        }
        return found;
    }

    private long room(Slot slot) {
        return Floors.room(x, x.ledger().balance(lane, slot.member()), slot.member(), slot.account(), slot.asset());
    }

    private void number(PairPosition pair) {
        for (PairLeg leg : pair.legs()) {
            number(slot(pair, leg, true));
            number(slot(pair, leg, false));
        }
    }

    private void number(Slot slot) {
        if (numbers.putIfAbsent(slot, slots.size()) == null) {
            slots.add(slot);
        }
    }

    private boolean add(InstructionQueue.Builder instructions, PairPosition pair) {
        if (pair.legs().stream().anyMatch(leg -> Math.abs(leg.net()) > Positions.MAX_SUM)) {
            return false;
        }
        for (PairLeg leg : pair.legs()) {
            if (leg.net() != 0) {
                boolean fromFirst = leg.net() < 0;
                instructions.leg(
                        numbers.getOrDefault(slot(pair, leg, fromFirst), -1),
                        numbers.getOrDefault(slot(pair, leg, !fromFirst), -1),
                        Math.abs(leg.net()));
            }
        }
        return instructions.end();
    }

    private static Slot slot(PairPosition pair, PairLeg leg, boolean ofFirst) {
        return ofFirst
                ? new Slot(pair.first(), leg.firstAccount(), leg.asset())
                : new Slot(pair.second(), leg.secondAccount(), leg.asset());
    }
}
