package clearing.simulation.oracle;

import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.LaneStepsRule.Step;
import clearing.kernel.trade.PageId;
import clearing.simulation.engine.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
        Optional<ResultCode> refusal = closing ? refuse() : refuseGross();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean changed = false;
        if (!facts.agreed().fundsNet(lane)) {
            List<Deal> order = new ArrayList<>();
            named().stream().filter(deal -> deal.due(today()) && deal.urgent).forEach(order::add);
            named().stream().filter(deal -> deal.due(today()) && !deal.urgent).forEach(order::add);
            changed = settleInTurn(order);
            changed |= queue(order);
        }
        if (closing) {
            for (Deal deal : named()) {
                if (!deal.isDone() && deal.dueDay < today()) {
                    facts.close(deal, deal.state.equals("ALLEGED") ? "EXPIRED" : "FAILED");
                    changed = true;
                }
            }
        }
        return done(changed);
    }

    private boolean settleInTurn(List<Deal> order) {
        Room room = room();
        Allowances allowances = allowances();
        boolean settled = false;
        boolean progress = true;
        for (int pass = 0; pass < PASSES && progress; pass++) {
            progress = false;
            for (Deal deal : order) {
                if (deal.waits() && Settling.covered(deal, room, allowances)) {
                    Settling.settle(facts, deal, allowances);
                    progress = true;
                    settled = true;
                }
            }
        }
        facts.seen.note(
                Situation.LIMIT_HELD, order.stream().anyMatch(deal -> deal.waits() && Settling.funded(deal, room)));
        allowances.store();
        return settled;
    }

    ResultCode offset() {
        Optional<ResultCode> refusal = refuseGross().or(() -> refuseStep(Step.MULTILATERAL));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Deal> waiting = due(named());
        boolean changed = settleAtOnce(waiting, circle(waiting).resolve());
        changed |= queue(waiting);
        return done(changed);
    }

    ResultCode settleSet() {
        if (selections.stream().anyMatch(s -> facts.frozen(s.page()))) {
            return ResultCode.MEMBER_IN_DEFAULT;
        }
        Optional<ResultCode> refusal = refuseGross().or(() -> refuseStep(Step.RESOLUTION));
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
        List<Deal> all = everything();
        Optional<ResultCode> fault = circle(all).refuse(wanted);
        return fault.orElseGet(() -> done(settleAtOnce(all, wanted)));
    }

    /** A whole round, over the pages named and those that an earlier one found short. */
    ResultCode whole() {
        Optional<ResultCode> refusal = refuseGross();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Deal> waiting = everything();
        Circle circle = circle(waiting);
        Step upTo = facts.agreed().steps(lane);
        boolean changed = settleAtOnce(
                waiting,
                switch (upTo) {
                    case GROSS -> circle.oneByOne();
                    case BILATERAL -> circle.pairwise();
                    case MULTILATERAL -> circle.strict();
                    case RESOLUTION -> circle.resolve();
                });
        facts.seen.note(Situation.ROUND_SETTLED, changed);
        facts.seen.note(Situation.ROUND_STOPPED_EARLY, changed && upTo != Step.RESOLUTION);
        changed |= queue(waiting);
        changed |= list(waiting);
        return done(changed);
    }

    /** Notes the pages of what is left, in rank. */
    private boolean list(List<Deal> among) {
        List<PageId> pages = among.stream()
                .filter(Deal::waits)
                .sorted(Deal.RANK)
                .map(deal -> deal.page)
                .distinct()
                .toList();
        List<PageId> before = facts.listed.getOrDefault(lane, List.of());
        facts.listed.put(lane, pages);
        return !pages.equals(before);
    }

    /** The due deals of the pages named, and of those that the lane's list names. */
    private List<Deal> everything() {
        Set<PageId> pages = new LinkedHashSet<>();
        selections.forEach(s -> pages.add(s.page()));
        List<PageId> listed = facts.listed.getOrDefault(lane, List.of());
        facts.seen.note(Situation.NOT_OVERLOOKED, !pages.containsAll(listed));
        pages.addAll(listed);
        List<Deal> all = new ArrayList<>();
        pages.stream()
                .filter(page -> !facts.frozen(page))
                .forEach(page -> all.addAll(due(TradeFacts.page(facts, page))));
        return all;
    }

    private Circle circle(List<Deal> deals) {
        Room room = room();
        Allowances allowances = allowances();
        List<Item> items = deals.stream()
                .sorted(Deal.RANK)
                .map(deal -> Settling.item(deal, allowances))
                .toList();
        return Circle.over(items, place -> Allowances.isAllowance(place) ? allowances.room(place) : room.of(place));
    }

    private Room room() {
        return new Room(facts, tx.timestamp());
    }

    /** The lane's day for limits never goes back, even when a transaction of the day before comes late. */
    private Allowances allowances() {
        Instant accepted = Instant.ofEpochMilli(facts.accepted.getOrDefault(lane, 0L));
        return new Allowances(facts, lane, Math.max(today(), day(lane().orElseThrow(), accepted)));
    }

    private boolean settleAtOnce(List<Deal> among, Set<String> ids) {
        List<Deal> set = among.stream().filter(deal -> ids.contains(deal.id)).toList();
        Room room = room();
        Allowances allowances = allowances();
        facts.seen.note(
                Situation.SETTLED_IN_CIRCLE,
                !set.isEmpty() && set.stream().noneMatch(deal -> Settling.covered(deal, room, allowances)));
        set.forEach(deal -> Settling.settle(facts, deal, allowances));
        allowances.store();
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

    private Optional<ResultCode> refuseGross() {
        return refuse().or(() ->
                facts.agreed().fundsNet(lane) ? Optional.of(ResultCode.FUNDS_SETTLE_NET) : Optional.empty());
    }

    private Optional<ResultCode> refuseStep(Step step) {
        return facts.agreed().steps(lane).compareTo(step) < 0
                ? Optional.of(ResultCode.STEP_NOT_AGREED)
                : Optional.empty();
    }

    private Optional<ResultCode> refuse() {
        return Rights.refuse(facts, caller, Role.AGENT)
                .or(() ->
                        lane().isEmpty() ? Optional.of(ResultCode.UNKNOWN_LANE) : refusePages(facts, lane, selections))
                .or(() -> now() < facts.accepted.getOrDefault(lane, 0L) - TOLERANCE_MILLIS
                        ? Optional.of(ResultCode.TIME_RUNS_BACKWARDS)
                        : Optional.empty());
    }

    /** Why these pages cannot be looked at; empty when they can. */
    static Optional<ResultCode> refusePages(Facts facts, String lane, List<PageSelection> selections) {
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
        return Optional.empty();
    }

    private List<Deal> named() {
        List<Deal> named = new ArrayList<>();
        selections.stream()
                .filter(s -> !facts.frozen(s.page()))
                .forEach(s -> named.addAll(TradeFacts.named(TradeFacts.page(facts, s.page()), s.selection())));
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
