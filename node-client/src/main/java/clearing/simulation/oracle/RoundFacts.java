package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Settlement rounds. */
public final class RoundFacts {
    private static final int PASSES = 16;
    private static final long TOLERANCE_MILLIS = 120_000;
    private static final int SECONDS_PER_DAY = 86_400;

    private final Facts facts;
    private final String lane;
    private final List<PageSelection> selections;
    private final Caller caller;
    private final TxContext tx;

    RoundFacts(Facts facts, String lane, List<PageSelection> selections, Caller caller, TxContext tx) {
        this.facts = facts;
        this.lane = lane;
        this.selections = selections;
        this.caller = caller;
        this.tx = tx;
    }

    /** The lane's business day, days since 1970-01-01. */
    public static long day(Lane lane, Instant at) {
        return Math.floorDiv(at.getEpochSecond() + lane.utcOffsetMinutes() * 60L, (long) SECONDS_PER_DAY);
    }

    ResultCode gross(boolean closing) {
        Optional<ResultCode> refusal = refuse();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Deal> order = new ArrayList<>();
        named().stream().filter(deal -> deal.due(today()) && deal.urgent).forEach(order::add);
        named().stream().filter(deal -> deal.due(today()) && !deal.urgent).forEach(order::add);
        boolean changed = settleInTurn(order);
        changed |= queue(order);
        if (closing) {
            for (Deal deal : named()) {
                if (!deal.isFinal() && deal.dueDay < today()) {
                    facts.close(deal, deal.state.equals("ALLEGED") ? "EXPIRED" : "FAILED");
                    changed = true;
                }
            }
        }
        return done(changed);
    }

    private boolean settleInTurn(List<Deal> order) {
        boolean settled = false;
        boolean progress = true;
        for (int pass = 0; pass < PASSES && progress; pass++) {
            progress = false;
            for (Deal deal : order) {
                if (deal.waits() && facts.covered(deal)) {
                    facts.settle(deal);
                    progress = true;
                    settled = true;
                }
            }
        }
        return settled;
    }

    ResultCode offset() {
        Optional<ResultCode> refusal = refuse();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Deal> waiting = due(named());
        Set<String> set = Circle.over(waiting, facts::available).resolve();
        boolean changed = settleAtOnce(waiting, set);
        changed |= queue(waiting);
        return done(changed);
    }

    ResultCode settleSet() {
        Optional<ResultCode> refusal = refuse();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Set<String> wanted = new TreeSet<>();
        for (Deal deal : named()) {
            if (!deal.due(today())) {
                return ResultCode.PROPOSAL_STALE;
            }
            wanted.add(deal.id);
        }
        List<Deal> all = new ArrayList<>();
        selections.forEach(s -> all.addAll(due(TradeFacts.page(facts, s.page()))));
        Optional<ResultCode> fault = Circle.over(all, facts::available).refuse(wanted);
        return fault.orElseGet(() -> done(settleAtOnce(all, wanted)));
    }

    private boolean settleAtOnce(List<Deal> among, Set<String> ids) {
        List<Deal> set = among.stream().filter(deal -> ids.contains(deal.id)).toList();
        if (!set.isEmpty() && set.stream().noneMatch(facts::covered)) {
            facts.circles++;
        }
        set.forEach(facts::settle);
        return !ids.isEmpty();
    }

    private static boolean queue(List<Deal> left) {
        List<Deal> fresh =
                left.stream().filter(deal -> deal.state.equals("AFFIRMED")).toList();
        fresh.forEach(deal -> deal.state = "QUEUED");
        return !fresh.isEmpty();
    }

    private ResultCode done(boolean changed) {
        if (!changed) {
            return ResultCode.NOTHING_TO_DO;
        }
        facts.accepted.merge(lane, now(), Math::max);
        return ResultCode.OK;
    }

    private Optional<ResultCode> refuse() {
        Optional<ResultCode> refusal = Rights.refuse(facts, caller, Role.AGENT);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (lane().isEmpty()) {
            return Optional.of(ResultCode.UNKNOWN_LANE);
        }
        Set<String> seen = new TreeSet<>();
        for (PageSelection selection : selections) {
            if (!selection.page().lane().equals(lane)) {
                return Optional.of(ResultCode.WRONG_LANE);
            }
            if (!seen.add(selection.page().path())) {
                return Optional.of(ResultCode.MALFORMED);
            }
            List<Deal> page = TradeFacts.page(facts, selection.page());
            if (page.isEmpty()) {
                return Optional.of(ResultCode.PAGE_NOT_FOUND);
            }
            if (!TradeFacts.fits(selection.selection(), page.size())) {
                return Optional.of(ResultCode.SELECTION_OUT_OF_RANGE);
            }
        }
        return now() < facts.accepted.getOrDefault(lane, 0L) - TOLERANCE_MILLIS
                ? Optional.of(ResultCode.TIME_RUNS_BACKWARDS)
                : Optional.empty();
    }

    private List<Deal> named() {
        List<Deal> named = new ArrayList<>();
        selections.forEach(s -> named.addAll(TradeFacts.named(TradeFacts.page(facts, s.page()), s.selection())));
        return named;
    }

    private List<Deal> due(List<Deal> deals) {
        return deals.stream().filter(deal -> deal.due(today())).toList();
    }

    private long today() {
        return day(lane().orElseThrow(), tx.timestamp());
    }

    private long now() {
        return tx.timestamp().toEpochMilli();
    }

    private Optional<Lane> lane() {
        return facts.inForce().lanes().stream()
                .filter(l -> l.code().equals(lane))
                .findFirst();
    }
}
