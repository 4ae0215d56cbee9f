package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeKind;
import clearing.simulation.engine.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Cycles, reckoned from the deals that are in them. */
final class CycleFacts {
    private static final int MOST_CYCLES = 24;

    private final Facts facts;
    private final CycleId id;
    private final Caller caller;
    private final TxContext tx;

    CycleFacts(Facts facts, CycleId id, Caller caller, TxContext tx) {
        this.facts = facts;
        this.id = id;
        this.caller = caller;
        this.tx = tx;
    }

    /** Whether the deal enters a cycle when it is affirmed. */
    static boolean enters(Facts facts, Deal deal) {
        boolean deliveredFirst = facts.agreed().fundsNet(deal.lane()) && deal.terms.kind() == TradeKind.DVP;
        return facts.agreed().cycles(deal.lane()).isPresent() && !deliveredFirst;
    }

    /** Takes a deal into its cycle. */
    static void take(Facts facts, Deal deal, Instant at) {
        List<String> assets = deal.changes.stream()
                .map(change -> facts.code(Settling.asset(change.slot())))
                .distinct()
                .toList();
        CycleDays days = facts.agreed().days(deal.lane()).orElseThrow();
        CycleId wanted = days.wanted(assets, deal.terms.valueDate(), at);
        Optional<CycleId> last = Optional.ofNullable(facts.fences.get(deal.lane()));
        boolean late = last.isPresent() && wanted.compareTo(last.get()) <= 0;
        facts.seen.note(Situation.INTO_NEXT_CYCLE, late);
        deal.cycle = Optional.of(late ? days.behind(last.get(), assets) : wanted);
        deal.state = "NETTED";
    }

    static Optional<ResultCode> refuseLeaving(Facts facts, Deal deal) {
        CycleId last = facts.fences.get(deal.lane());
        if (last != null && deal.cycle.orElseThrow().compareTo(last) <= 0) {
            return Optional.of(ResultCode.CYCLE_CUT_OFF);
        }
        return deal.fundsOnly ? Optional.of(ResultCode.STATE_FORBIDS) : Optional.empty();
    }

    ResultCode cutOff() {
        return inLane(terms -> {
            if (facts.cycles.containsKey(id)) {
                return ResultCode.ALREADY_RECORDED;
            }
            CycleDays days = facts.agreed().days(id.lane()).orElseThrow();
            if (id.number() >= MOST_CYCLES || !days.hasCycles(id.date())) {
                return ResultCode.UNKNOWN_CYCLE;
            }
            if (tx.timestamp().isBefore(days.closes(id))) {
                return ResultCode.CUT_OFF_NOT_REACHED;
            }
            facts.cycles.put(id, new Cycle(id, tx.timestamp().toEpochMilli()));
            facts.fences.merge(id.lane(), id, (one, other) -> one.compareTo(other) < 0 ? other : one);
            return ResultCode.OK;
        });
    }

    ResultCode net() {
        return at("CUT_OFF", (terms, cycle) -> {
            CycleNets.net(facts, cycle);
            cycle.nettedMillis = tx.timestamp().toEpochMilli();
            cycle.state = "NETTED";
            return ResultCode.OK;
        });
    }

    ResultCode settle(boolean carry) {
        return at("NETTED", (terms, cycle) -> {
            CycleNets nets = new CycleNets(facts, cycle, terms, tx.timestamp());
            if (!nets.uncovered().isEmpty() && !carry) {
                return ResultCode.CYCLE_UNCOVERED;
            }
            Instant from = facts.agreed()
                    .days(id.lane())
                    .orElseThrow()
                    .closes(id)
                    .plus(Duration.ofMinutes(terms.failAfterMinutes()));
            if (!nets.uncovered().isEmpty() && tx.timestamp().isBefore(from)) {
                return ResultCode.FAIL_TIME_NOT_REACHED;
            }
            nets.settle();
            cycle.settledMillis = tx.timestamp().toEpochMilli();
            cycle.state = cycle.trades == 0 ? "CLOSED" : "SETTLED";
            return ResultCode.OK;
        });
    }

    ResultCode close(List<PageId> pages) {
        return at("SETTLED", (terms, cycle) -> {
            Set<PageId> seen = new HashSet<>();
            for (PageId page : pages) {
                if (TradeFacts.page(facts, page).isEmpty()) {
                    return ResultCode.PAGE_NOT_FOUND;
                }
                if (!seen.add(page)) {
                    return ResultCode.MALFORMED;
                }
            }
            int moved = 0;
            for (PageId page : pages) {
                for (Deal deal : TradeFacts.page(facts, page)) {
                    if (deal.isNetted() && deal.cycle.equals(Optional.of(id)) && isPaid(facts, deal)) {
                        facts.close(deal, "SETTLED");
                        moved++;
                    }
                }
            }
            cycle.closed += moved;
            cycle.state = cycle.closed == cycle.trades ? "CLOSED" : "SETTLED";
            return moved == 0 ? ResultCode.NOTHING_TO_DO : ResultCode.OK;
        });
    }

    /** Whether the net that a deal in a settled cycle is part of was paid, be it cycles later. */
    static boolean isPaid(Facts facts, Deal deal) {
        boolean turned = deal.page.author().compareTo(deal.page.counterparty()) > 0;
        String name = turned
                ? deal.page.counterparty() + "/" + deal.page.author()
                : deal.page.author() + "/" + deal.page.counterparty();
        Optional<CycleId> at = deal.cycle;
        while (at.isPresent()) {
            Optional<Cycle.Pair> pair = Optional.ofNullable(facts.cycles.get(at.get())).stream()
                    .flatMap(cycle -> cycle.pairs.stream())
                    .filter(p -> p.name().equals(name))
                    .findFirst();
            if (pair.filter(p -> p.outcome().equals("SETTLED")).isPresent()) {
                return true;
            }
            at = pair.filter(p -> p.outcome().equals("CARRIED")).map(Cycle.Pair::next);
        }
        return false;
    }

    /** Whether the deal's cycle has not come as far as it can. */
    static boolean isLeft(Facts facts, Deal deal, Instant now) {
        CycleId in = deal.cycle.orElseThrow();
        Instant closes = facts.agreed().days(in.lane()).orElseThrow().closes(in);
        if (now.isBefore(closes)) {
            return false;
        }
        Cycle cycle = facts.cycles.get(in);
        int minutes = facts.agreed().cycles(in.lane()).orElseThrow().failAfterMinutes();
        boolean mayCarry = !now.isBefore(closes.plus(Duration.ofMinutes(minutes)));
        return cycle == null
                || cycle.state.equals("CUT_OFF")
                || mayCarry && cycle.state.equals("NETTED")
                || isPaid(facts, deal);
    }

    static ResultCode deliver(Facts facts, Command.Deliver c, Caller caller, TxContext tx) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.AGENT);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var lane = facts.inForce().lanes().stream()
                .filter(l -> l.code().equals(c.lane()))
                .findFirst();
        if (lane.isEmpty()) {
            return ResultCode.UNKNOWN_LANE;
        }
        Optional<ResultCode> fault = RoundFacts.refusePages(facts, c.lane(), c.pages());
        if (fault.isPresent()) {
            return fault.get();
        }
        if (!facts.agreed().fundsNet(c.lane())) {
            return ResultCode.NO_CYCLE_TERMS;
        }
        long today = RoundFacts.day(lane.get(), tx.timestamp());
        int delivered = 0;
        for (PageSelection selection : c.pages()) {
            for (Deal deal : TradeFacts.named(TradeFacts.page(facts, selection.page()), selection.selection())) {
                if (deal.due(today) && !facts.frozen(deal.page) && deliverable(facts, deal)) {
                    deal.changes.subList(0, 2).forEach(ch -> Facts.add(facts.available, ch.slot(), ch.amount()));
                    take(facts, deal, tx.timestamp());
                    deal.fundsOnly = true;
                    delivered++;
                }
            }
        }
        return delivered == 0 ? ResultCode.NOTHING_TO_DO : ResultCode.OK;
    }

    /** Securities against funds whose deliverer has them. */
    static boolean deliverable(Facts facts, Deal deal) {
        Deal.Change gives = deal.changes.getFirst();
        return deal.terms.kind() == TradeKind.DVP && facts.available(gives.slot()) >= -gives.amount();
    }

    private interface Step {
        ResultCode take(CycleTerms terms, Cycle cycle);
    }

    private ResultCode at(String state, Step step) {
        List<String> order = List.of("CUT_OFF", "NETTED", "SETTLED", "CLOSED");
        return inLane(terms -> {
            Cycle cycle = facts.cycles.get(id);
            if (cycle == null) {
                return ResultCode.CYCLE_NOT_FOUND;
            }
            int ahead = order.indexOf(cycle.state) - order.indexOf(state);
            if (ahead != 0) {
                return ahead > 0 ? ResultCode.ALREADY_RECORDED : ResultCode.CYCLE_STATE_FORBIDS;
            }
            return step.take(terms, cycle);
        });
    }

    private ResultCode inLane(Function<CycleTerms, ResultCode> rules) {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.AGENT);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (facts.inForce().lanes().stream().noneMatch(l -> l.code().equals(id.lane()))) {
            return ResultCode.UNKNOWN_LANE;
        }
        Optional<CycleTerms> terms = facts.agreed().cycles(id.lane());
        return terms.isEmpty() ? ResultCode.NO_CYCLE_TERMS : rules.apply(terms.get());
    }
}
