package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.command.Command;
import clearing.kernel.cycle.CycleSettlement.Slot;
import clearing.kernel.execution.Execution;
import clearing.kernel.period.Periods;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.state.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The life of a cycle, asked for by any member's agent. Whoever asks decides nothing: when a cycle may be cut off, what it took in and what
 * it comes to follow from the ledger. Two agents at once are harmless, the second is answered that it is done.
 */
public final class CycleCommands {
    private CycleCommands() {}

    /** Moves the fence behind a cycle whose time has come. A cycle before the fence that was passed over is cut off all the same. */
    public static Outcome cutOff(Command.CutOff command, Execution x) {
        CycleId id = command.cycle();
        return inLane(id, x, terms -> {
            if (find(id, x).isPresent()) {
                return Outcome.alreadyRecorded();
            }
            CycleRule rule = terms.rule(x.constitution());
            if (id.number() >= CycleRule.MAX_CYCLES || !rule.hasCycles(id.date())) {
                return Outcome.refused(ResultCode.UNKNOWN_CYCLE, "cycle");
            }
            Instant closes = rule.closes(id);
            if (x.tx().timestamp().isBefore(closes)) {
                return Outcome.refused(ResultCode.CUT_OFF_NOT_REACHED, "cycle", id + " is open until " + closes);
            }
            put(CycleRecord.cutOff(id, x.tx().timestamp().toEpochMilli()), x);
            Optional<CycleId> last = CycleIntake.lastCutOff(id.lane(), x);
            if (last.isEmpty() || last.get().compareTo(id) < 0) {
                x.ledger().put(Keys.fence(id.lane()), new CycleFence(id).encode());
            }
            x.effects().add(() -> new Effect.CycleCutOff(id));
            return Outcome.done(1);
        });
    }

    public static Outcome net(Command.NetCycle command, Execution x) {
        return at(command.cycle(), CycleState.CUT_OFF, x, (terms, cutOff) -> {
            CycleRecord netted = CycleNetting.net(cutOff, x);
            put(netted, x);
            x.effects().add(() -> new Effect.CycleNetted(netted));
            return Outcome.done(netted.trades());
        });
    }

    /** All pairs at one instant, but those of a member in default, which wait for its close-out in the next cycle; or, when the time for it has come and the caller asks, those that have cover, and the rest is carried. */
    public static Outcome settle(Command.SettleCycle command, Execution x) {
        return at(command.cycle(), CycleState.NETTED, x, (terms, netted) -> {
            CycleSettlement settlement = new CycleSettlement(netted, terms.mode(), x);
            List<PairPosition> uncovered = settlement.uncovered();
            if (!uncovered.isEmpty() && !command.carry()) {
                return Outcome.refused(ResultCode.CYCLE_UNCOVERED, "cycle", lacks(uncovered.getFirst(), settlement, x));
            }
            Instant carriedFrom =
                    terms.rule(x.constitution()).closes(netted.id()).plus(Duration.ofMinutes(terms.failAfterMinutes()));
            if (!uncovered.isEmpty() && x.tx().timestamp().isBefore(carriedFrom)) {
                return Outcome.refused(
                        ResultCode.FAIL_TIME_NOT_REACHED, "cycle", "nothing is carried before " + carriedFrom);
            }
            settlement.move();
            TreeMap<String, PairPosition> outcomes = new TreeMap<>();
            for (PairPosition pair : settlement.covered()) {
                post(netted.id(), pair, x);
                outcomes.put(pair.first() + "/" + pair.second(), pair.settled());
            }
            CycleFails fails = new CycleFails(terms, netted.id(), settlement, x);
            for (PairPosition pair : uncovered) {
                outcomes.put(pair.first() + "/" + pair.second(), fails.carry(pair));
            }
            for (PairPosition pair : settlement.frozen()) {
                outcomes.put(pair.first() + "/" + pair.second(), fails.setAside(pair));
            }
            List<PairPosition> inOrder = netted.pairs().stream()
                    .map(pair -> outcomes.getOrDefault(pair.first() + "/" + pair.second(), pair))
                    .toList();
            CycleRecord settled = netted.settled(x.tx().timestamp().toEpochMilli(), inOrder);
            put(settled, x);
            x.effects().add(() -> new Effect.CycleSettled(settled));
            int left = uncovered.size() + settlement.frozen().size();
            return new Outcome(ResultCode.OK, "", "", settlement.covered().size(), left);
        });
    }

    public static Outcome close(Command.CloseCycle command, Execution x) {
        return at(
                command.cycle(),
                CycleState.SETTLED,
                x,
                (terms, settled) -> CycleClosing.close(settled, command.pages(), x));
    }

    private static String lacks(PairPosition pair, CycleSettlement settlement, Execution x) {
        return settlement
                .shortOf(pair, pair.first())
                .or(() -> settlement.shortOf(pair, pair.second()))
                .map(slot -> name(slot, x) + " would end below its floor")
                .orElse(pair.first() + " and " + pair.second() + " would overtake a pair that lacks cover");
    }

    private static String name(Slot slot, Execution x) {
        return slot.member() + " " + x.constitution().accountName(slot.member(), slot.account()) + " "
                + x.constitution().asset(slot.asset()).code();
    }

    /** The two postings of each leg of a pair. */
    private static void post(CycleId cycle, PairPosition pair, Execution x) {
        for (PairLeg leg : pair.legs()) {
            if (leg.net() != 0) {
                x.effects().add(() -> posting(cycle, pair, leg, true, x));
                x.effects().add(() -> posting(cycle, pair, leg, false, x));
            }
        }
    }

    private static Effect.Posted posting(CycleId cycle, PairPosition pair, PairLeg leg, boolean ofFirst, Execution x) {
        return new Effect.Posted(
                ofFirst ? pair.first() : pair.second(),
                ofFirst ? leg.firstAccount() : leg.secondAccount(),
                x.constitution().asset(leg.asset()).code(),
                ofFirst ? leg.net() : -leg.net(),
                PostingKind.CYCLE_NET,
                cycle.toString(),
                ofFirst ? pair.second() : pair.first(),
                // The nets stand, so they move however late; from a closed day on they are of the day that moves them.
                Periods.effective(cycle.lane(), cycle.date(), x),
                Optional.empty());
    }

    /** A command on a cycle that is there; when it has gone on from the state already, that is said. */
    private static Outcome at(
            CycleId id, CycleState state, Execution x, BiFunction<CycleTerms, CycleRecord, Outcome> rules) {
        return inLane(id, x, terms -> {
            Optional<CycleRecord> found = find(id, x);
            if (found.isEmpty()) {
                return Outcome.refused(ResultCode.CYCLE_NOT_FOUND, "cycle");
            }
            int ahead = found.get().state().compareTo(state);
            if (ahead > 0) {
                return Outcome.alreadyRecorded();
            }
            return ahead < 0
                    ? Outcome.refused(
                            ResultCode.CYCLE_STATE_FORBIDS,
                            "cycle",
                            id + " is " + found.get().state())
                    : rules.apply(terms, found.get());
        });
    }

    private static Outcome inLane(CycleId id, Execution x, Function<CycleTerms, Outcome> rules) {
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT)
                .or(() -> x.constitution().lane(id.lane()).isEmpty()
                        ? Optional.of(Outcome.refused(ResultCode.UNKNOWN_LANE, "cycle.lane"))
                        : Optional.empty());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<CycleTerms> terms = x.constitution().rules().cycles(id.lane());
        if (terms.isEmpty()) {
            return Outcome.refused(ResultCode.NO_CYCLE_TERMS, "cycle.lane");
        }
        try {
            return rules.apply(terms.get());
        } catch (OutsideCalendar e) {
            return Outcome.refused(ResultCode.OUTSIDE_CALENDAR, "cycle", e.calendar() + " does not cover " + e.date());
        }
    }

    private static Optional<CycleRecord> find(CycleId id, Execution x) {
        return x.ledger().read(Keys.cycle(id), CycleRecord::decode);
    }

    private static void put(CycleRecord record, Execution x) {
        x.ledger().put(Keys.cycle(record.id()), record.encode());
    }
}
