package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.PairLeg;
import clearing.kernel.cycle.PairOutcome;
import clearing.kernel.cycle.PairPosition;
import clearing.kernel.cycle.Penalty;
import clearing.kernel.trade.TradeState;
import clearing.simulation.oracle.Deal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is told of a cycle adds up: its nets are the sum of its trades' legs at every position, what settles moves whole pairs, value against
 * value, and what does not is owed in a later cycle.
 */
final class CycleNets implements Invariant {
    /** By cycle and slot: what its trades, and what was carried into it, still have to move. */
    private final SortedMap<String, SortedMap<String, Long>> gross = new TreeMap<>();

    private final SortedMap<String, CycleId> taken = new TreeMap<>();

    @Override
    public String id() {
        return "INV-03";
    }

    @Override
    public String says() {
        return "nets are the sum of the gross, settle pair by pair, value against value, or are carried whole";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            List<Effect.FailCarried> carried = new ArrayList<>();
            for (Effect effect : told.effects()) {
                switch (effect) {
                    case Effect.TradeTakenIn in -> takeIn(in, told, chronicle);
                    case Effect.TradeMoved moved
                    when moved.to() == TradeState.CANCELLED ->
                        takeOut(moved.id().toString(), chronicle);
                    case Effect.FailCarried fail -> {
                        carried.add(fail);
                        legs(
                                fail.fail().into(),
                                fail.fail().first(),
                                fail.fail().second(),
                                fail.fail().legs());
                    }
                    case Effect.CycleNetted netted -> check(netted.cycle());
                    case Effect.CycleSettled settled -> check(settled.cycle(), told, carried, chronicle);
                    default -> {
                        // Not about cycles.
                    }
                }
            }
        }
    }

    private void takeIn(Effect.TradeTakenIn in, Told told, Chronicle chronicle) {
        String id = in.id().toString();
        require(taken.put(id, in.cycle()) == null, "%s was taken into a second cycle", id);
        boolean delivered = told.effects().stream()
                .anyMatch(e -> e instanceof Effect.Posted p
                        && p.trade().map(t -> t.toString().equals(id)).orElse(false));
        add(id, delivered ? 2 : 0, 1, chronicle);
    }

    private void takeOut(String id, Chronicle chronicle) {
        if (taken.containsKey(id)) {
            add(id, 0, -1, chronicle);
            taken.remove(id);
        }
    }

    private void add(String id, int from, int sign, Chronicle chronicle) {
        Deal deal = chronicle.oracle().facts().deal(id).orElseThrow();
        CycleId cycle = taken.getOrDefault(id, new CycleId("", java.time.LocalDate.MIN, 0));
        SortedMap<String, Long> sums = gross.computeIfAbsent(cycle.toString(), c -> new TreeMap<>());
        deal.changes()
                .subList(from, deal.changes().size())
                .forEach(change -> put(sums, change.slot(), sign * change.amount()));
    }

    private void legs(CycleId cycle, String first, String second, List<PairLeg> legs) {
        SortedMap<String, Long> sums = gross.computeIfAbsent(cycle.toString(), c -> new TreeMap<>());
        legs.forEach(leg -> {
            put(sums, first + "/" + leg.firstAccount() + "/" + leg.asset(), leg.net());
            put(sums, second + "/" + leg.secondAccount() + "/" + leg.asset(), -leg.net());
        });
    }

    private static void put(SortedMap<String, Long> sums, String slot, long amount) {
        if (sums.merge(slot, amount, Math::addExact) == 0) {
            sums.remove(slot);
        }
    }

    private void check(CycleRecord netted) {
        SortedMap<String, Long> nets = new TreeMap<>();
        netted.pairs().forEach(pair -> sum(pair, nets));
        SortedMap<String, Long> owed = gross.getOrDefault(netted.id().toString(), new TreeMap<>());
        require(nets.equals(owed), "the nets of %s are %s, its gross comes to %s", netted.id(), nets, owed);
    }

    private static void sum(PairPosition pair, SortedMap<String, Long> sums) {
        for (PairLeg leg : pair.legs()) {
            put(sums, pair.first() + "/" + leg.firstAccount() + "/" + leg.asset(), leg.net());
            put(sums, pair.second() + "/" + leg.secondAccount() + "/" + leg.asset(), -leg.net());
        }
    }

    private void check(CycleRecord settled, Told told, List<Effect.FailCarried> carried, Chronicle chronicle) {
        var frame = chronicle.oracle().facts().inForce();
        SortedMap<String, Long> posted = new TreeMap<>();
        for (Effect effect : told.effects()) {
            if (effect instanceof Effect.Posted p
                    && p.kind() == PostingKind.CYCLE_NET
                    && p.reference().equals(settled.id().toString())) {
                int asset = frame.assetIndex(p.asset()).orElseThrow();
                put(posted, p.member() + "/" + p.account() + "/" + asset, p.amount());
            }
        }
        SortedMap<String, Long> owed = new TreeMap<>();
        for (PairPosition pair : settled.pairs()) {
            if (pair.outcome() == PairOutcome.SETTLED) {
                sum(pair, owed);
            } else {
                checkCarried(settled.id(), pair, carried);
            }
        }
        require(posted.equals(owed), "%s moved %s, the pairs that settle owe %s", settled.id(), posted, owed);
    }

    /** Every leg of the pair is owed in the later cycle, with the penalties beside it and nothing else. */
    private void checkCarried(CycleId cycle, PairPosition pair, List<Effect.FailCarried> carried) {
        SortedMap<String, Long> open = new TreeMap<>();
        sum(pair, open);
        for (Effect.FailCarried effect : carried) {
            CarriedFail fail = effect.fail();
            if (effect.from().equals(cycle)
                    && fail.first().equals(pair.first())
                    && fail.second().equals(pair.second())
                    && fail.into().equals(pair.next())) {
                for (PairLeg leg : fail.legs()) {
                    put(open, pair.first() + "/" + leg.firstAccount() + "/" + leg.asset(), -leg.net());
                    put(open, pair.second() + "/" + leg.secondAccount() + "/" + leg.asset(), leg.net());
                }
                for (Penalty p : fail.penalties()) {
                    long toFirst = p.byFirst() ? -p.amount() : p.amount();
                    put(open, pair.first() + "/" + p.firstAccount() + "/" + p.asset(), toFirst);
                    put(open, pair.second() + "/" + p.secondAccount() + "/" + p.asset(), -toFirst);
                }
            }
        }
        boolean later = pair.next().compareTo(cycle) > 0;
        require(
                pair.outcome() == PairOutcome.CARRIED && later && open.isEmpty(),
                "%s/%s of %s is %s into %s, not carried: %s",
                pair.first(),
                pair.second(),
                cycle,
                pair.outcome(),
                pair.next(),
                open);
    }
}
