package clearing.kernel.settlement;

import clearing.kernel.Effect;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.period.Periods;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Reversals;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Settlement rounds, asked for by any member's agent. */
public final class SettlementCommands {
    /** A transaction may be this much older than the last one that the lane accepted: agents' clocks differ a little. */
    static final long TIME_TOLERANCE_MILLIS = 120_000;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SECONDS_PER_MINUTE = 60;

    private SettlementCommands() {}

    public static Outcome settle(Command.Settle command, Execution x) {
        return openGross(
                command.lane(),
                command.pages(),
                true,
                x,
                round -> wholeOnly(round.lane(), x).orElseGet(() -> gross(round, false, x)));
    }

    public static Outcome failOverdue(Command.FailOverdue command, Execution x) {
        return open(command.lane(), command.pages(), true, x, round -> gross(round, true, x));
    }

    /** A whole round, as far as the lane's rules say, over the pages named and those that wait since earlier rounds. */
    public static Outcome settleRound(Command.SettleRound command, Execution x) {
        return openGross(command.lane(), named(command.pages()), true, x, named -> {
            Round round = named.with(overlooked(named, Selection.all(), x));
            WaitingTrades waiting = WaitingTrades.of(round.lane(), round.pages(), round.today(), true, x);
            SettlementSet set = LaneSteps.settle(
                    waiting.queue(),
                    waiting.positions(),
                    waiting.owners(),
                    x.constitution().rules().steps(round.lane()));
            if (goes(round.lane(), LaneStepsRule.Step.RESOLUTION, x)) {
                waiting.settleWithParts(set, round.record(), round.wishes());
            } else {
                waiting.settle(set, round.record());
            }
            waiting.queueTheRest(set, round.record());
            boolean listed = WaitingList.note(round.lane(), waiting.rest(set), x);
            return close(round, waiting.count() - set.count(), new Closed(0, 0), listed, x);
        });
    }

    private static List<PageSelection> named(List<PageId> pages) {
        return pages.stream().map(PageSelection::all).toList();
    }

    /** Pages of the lane's waiting list that a command does not name. */
    private static List<RoundPage> overlooked(Round round, Selection selection, Execution x) {
        Set<PageId> known = new TreeSet<>();
        round.pages().forEach(page -> known.add(page.trades().id()));
        List<PageSelection> missing = new ArrayList<>();
        for (PageId id : WaitingList.of(round.lane(), x)) {
            if (!known.contains(id)) {
                missing.add(new PageSelection(id, selection));
            }
        }
        return load(round.lane(), missing, round.wishes(), x);
    }

    /** Settles at one instant what offsets among the trades: see {@link Gridlock}. */
    public static Outcome offset(Command.Offset command, Execution x) {
        return openGross(command.lane(), command.pages(), true, x, round -> {
            Optional<Outcome> refusal = wholeOnly(round.lane(), x);
            if (refusal.isPresent() || !goes(round.lane(), LaneStepsRule.Step.MULTILATERAL, x)) {
                return refusal.orElseGet(() -> Outcome.refused(ResultCode.STEP_NOT_AGREED, "lane"));
            }
            WaitingTrades waiting = WaitingTrades.of(round.lane(), round.pages(), round.today(), false, x);
            SettlementSet set = Gridlock.resolve(waiting.queue(), waiting.positions());
            waiting.settle(set, round.record());
            waiting.queueTheRest(set, round.record());
            return close(round, waiting.count() - set.count(), new Closed(0, 0), false, x);
        });
    }

    /** Settles a proposed set at one instant, when it is one that the lane accepts: out of turn too. */
    public static Outcome settleSet(Command.SettleSet command, Execution x) {
        for (int i = 0; i < command.selections().size(); i++) {
            if (isFrozen(command.selections().get(i).page(), x)) {
                return Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "pages[" + i + "]");
            }
        }
        return openGross(command.lane(), command.selections(), false, x, named -> {
            if (!goes(named.lane(), LaneStepsRule.Step.RESOLUTION, x)) {
                return Outcome.refused(ResultCode.STEP_NOT_AGREED, "lane");
            }
            Round round = named.with(overlooked(named, Selection.of(), x));
            WaitingTrades waiting = WaitingTrades.of(round.lane(), round.pages(), round.today(), true, x);
            ProposedSet proposal = new ProposedSet(round.pages(), named.pages().size(), round.today(), waiting, x);
            return proposal.refuse().orElseGet(() -> {
                SettlementSet set = SettlementSet.of(waiting.queue(), waiting.positions(), proposal.proposed());
                waiting.settle(set, round.record());
                return close(round, waiting.count() - set.count(), new Closed(0, 0), false, x);
            });
        });
    }

    /** Puts pages whose due trades the lane's list lacks on it. */
    public static Outcome enlist(QueueCommand.Enlist command, Execution x) {
        return open(command.lane(), named(command.pages()), false, x, round -> {
            String member = x.caller().memberId();
            for (int p = 0; p < round.pages().size(); p++) {
                if (!round.pages().get(p).trades().id().isParty(member)) {
                    return Outcome.refused(ResultCode.NOT_A_PARTY, "pages[" + p + "]");
                }
            }
            List<PageId> added = WaitingList.add(round.lane(), round.pages(), round.today(), x);
            added.forEach(page -> x.effects().add(() -> new QueueEffect.PageEnlisted(page, member)));
            return added.isEmpty() ? new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0) : Outcome.done(added.size());
        });
    }

    /** Who has the turn must not pick what it settles: where agents take turns, a round looks at everything that is listed. */
    private static Optional<Outcome> wholeOnly(String lane, Execution x) {
        return x.constitution()
                .rules()
                .agents(lane)
                .map(rule -> Outcome.refused(
                        ResultCode.STEP_NOT_AGREED, "lane", "where agents take turns there are whole rounds only"));
    }

    private static boolean goes(String lane, LaneStepsRule.Step step, Execution x) {
        return x.constitution().rules().steps(lane).compareTo(step) >= 0;
    }

    /** The lane's business day at an instant, as days since 1970-01-01. */
    public static int businessDay(Lane lane, Instant at) {
        long seconds = at.getEpochSecond() + (long) lane.utcOffsetMinutes() * SECONDS_PER_MINUTE;
        return Math.toIntExact(Math.floorDiv(seconds, SECONDS_PER_DAY));
    }

    /** A round whose pages are there and whose time is right. */
    private record Round(
            String lane,
            List<RoundPage> pages,
            LaneWishes wishes,
            int today,
            long now,
            LaneJournal journal,
            boolean inTurn,
            RoundRecord record) {
        Round with(List<RoundPage> more) {
            List<RoundPage> all = new ArrayList<>(pages);
            all.addAll(more);
            return new Round(lane, all, wishes, today, now, journal, inTurn, record);
        }
    }

    /** Not where funds settle net: one agent's round must not take gross what the members agreed to net. */
    private static Outcome openGross(
            String lane, List<PageSelection> selections, boolean inTurn, Execution x, Function<Round, Outcome> rules) {
        return open(
                lane,
                selections,
                inTurn,
                x,
                round -> settlesFundsNet(lane, x)
                        ? Outcome.refused(ResultCode.FUNDS_SETTLE_NET, "lane")
                        : rules.apply(round));
    }

    private static boolean settlesFundsNet(String lane, Execution x) {
        return x.constitution()
                .rules()
                .cycles(lane)
                .filter(terms -> terms.model() == DvpModel.NET_FUNDS)
                .isPresent();
    }

    /** @param inTurn whether the caller must have the turn: not for what is checked against everything that waits */
    private static Outcome open(
            String laneCode,
            List<PageSelection> selections,
            boolean inTurn,
            Execution x,
            Function<Round, Outcome> rules) {
        Optional<Lane> lane = x.constitution().lane(laneCode);
        Optional<Outcome> refusal = x.refuseUnless(Role.AGENT)
                .or(() -> lane.isEmpty()
                        ? Optional.of(Outcome.refused(ResultCode.UNKNOWN_LANE, "lane"))
                        : refusePages(laneCode, selections, x))
                .or(() -> inTurn ? Turns.refuse(laneCode, x) : Optional.empty());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        LaneJournal journal = x.ledger().journal(laneCode);
        long now = x.tx().timestamp().toEpochMilli();
        if (now < journal.acceptedMillis() - TIME_TOLERANCE_MILLIS) {
            return Outcome.refused(ResultCode.TIME_RUNS_BACKWARDS, "timestamp");
        }
        int today = businessDay(lane.orElseThrow(), x.tx().timestamp());
        LaneWishes wishes = LaneWishes.of(laneCode, x);
        List<RoundPage> pages = load(laneCode, selections, wishes, x);
        return rules.apply(
                new Round(laneCode, pages, wishes, today, now, journal, inTurn, new RoundRecord(journal, x)));
    }

    private static Outcome gross(Round round, boolean closeOverdue, Execution x) {
        GrossRound gross = new GrossRound(round.lane(), round.pages(), round.today(), round.record(), x);
        if (!settlesFundsNet(round.lane(), x)) {
            gross.run();
        }
        Closed closed = closeOverdue ? closeOverdue(round.pages(), round.today(), x) : new Closed(0, 0);
        return close(round, gross.remaining(), closed, false, x);
    }

    /**
     * @param remaining due trades that did not settle, before some were closed
     * @param listed whether the lane's waiting list changed
     */
    private static Outcome close(Round round, int remaining, Closed closed, boolean listed, Execution x) {
        int settled = round.record().settled();
        int moved = settled + round.record().parts();
        if (moved == 0 && closed.total() == 0 && round.record().queued() == 0 && !listed) {
            return new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, remaining);
        }
        LaneJournal next =
                round.record().journalAt(Math.max(round.now(), round.journal().acceptedMillis()));
        x.ledger().putJournal(round.lane(), next);
        storeWishes(round, x);
        if (round.inTurn()) {
            Turns.renew(round.lane(), x);
        }
        if (moved > 0) {
            x.effects().add(() -> new Effect.RoundSettled(round.lane(), next.rounds(), settled, remaining));
        }
        return new Outcome(ResultCode.OK, "", "", moved + closed.total(), remaining - closed.failed());
    }

    /** What was asked for trades goes with them; of those that settled in part it is noted how much. */
    private static void storeWishes(Round round, Execution x) {
        boolean forgotten = round.record().parts() > 0;
        for (RoundPage page : round.pages()) {
            forgotten |= !page.wishes().isEmpty()
                    && round.wishes()
                            .forget(
                                    page.trades().id(),
                                    i -> !LaneWishes.isOpen(page.status().state(i)));
        }
        if (forgotten) {
            x.ledger().put(Keys.wishes(round.lane()), round.wishes().encode());
        }
    }

    /** How many trades a command closed as overdue. */
    private record Closed(int failed, int expired) {
        int total() {
            return failed + expired;
        }
    }

    private static Closed closeOverdue(List<RoundPage> pages, int today, Execution x) {
        int failed = 0;
        int expired = 0;
        for (RoundPage page : pages) {
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && page.trades().valueDay(i) < today) {
                    TradeState closed = close(page, i, x);
                    failed += closed == TradeState.FAILED ? 1 : 0;
                    expired += closed == TradeState.EXPIRED ? 1 : 0;
                }
            }
        }
        return new Closed(failed, expired);
    }

    /** FAILED or EXPIRED when the trade was closed just now; SETTLED stands for every trade that was final before or settles in a cycle. */
    private static TradeState close(RoundPage page, int index, Execution x) {
        TradeState from = page.status().state(index);
        TradeState to = switch (from) {
            case ALLEGED -> TradeState.EXPIRED;
            case AFFIRMED, QUEUED -> TradeState.FAILED;
            case SETTLED, REJECTED, CANCELLED, EXPIRED, FAILED, NETTED, ALLOCATED, CLOSED_OUT -> TradeState.SETTLED;
        };
        if (to == TradeState.SETTLED) {
            return to;
        }
        page.status().move(index, to);
        Reversals.release(x.ledger(), page.trades(), index);
        x.effects()
                .add(() -> new Effect.TradeMoved(new TradeId(page.trades().id(), index), from, to, RejectReason.NONE));
        return to;
    }

    /** Why these pages cannot be looked at, or empty: of another lane, named twice, not there, or without the trades named. */
    public static Optional<Outcome> refusePages(String lane, List<PageSelection> selections, Execution x) {
        Set<PageId> seen = new TreeSet<>();
        for (int i = 0; i < selections.size(); i++) {
            PageSelection selection = selections.get(i);
            String path = "pages[" + i + "]";
            if (!selection.page().lane().equals(lane)) {
                return Optional.of(Outcome.refused(ResultCode.WRONG_LANE, path));
            }
            if (!seen.add(selection.page())) {
                return Optional.of(Outcome.refused(ResultCode.MALFORMED, path, "the page is named twice"));
            }
            Optional<StatusPage> status = x.ledger().status(selection.page());
            if (status.isEmpty()) {
                return Optional.of(Outcome.refused(ResultCode.PAGE_NOT_FOUND, path));
            }
            if (!selection.selection().fits(status.get().count())) {
                return Optional.of(Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, path));
            }
        }
        return Optional.empty();
    }

    /** Trades of a member in default wait for its close-out; a round goes on without them. */
    private static boolean isFrozen(PageId page, Execution x) {
        return x.inDefault(page.author()) || x.inDefault(page.counterparty());
    }

    private static List<RoundPage> load(String lane, List<PageSelection> selections, LaneWishes wishes, Execution x) {
        int firstOpenDay = Periods.firstOpenDay(lane, x);
        long now = x.tx().timestamp().toEpochMilli();
        List<RoundPage> pages = new ArrayList<>(selections.size());
        for (PageSelection selection : selections) {
            if (isFrozen(selection.page(), x)) {
                continue;
            }
            StatusPage status = x.ledger().status(selection.page()).orElseThrow();
            TradePage trades = x.ledger()
                    .page(selection.page())
                    .filter(page -> page.count() == status.count())
                    .orElseThrow(() -> new InvariantViolation("no trade page belongs to the status page "
                            + selection.page().path()));
            pages.add(new RoundPage(
                    trades, status, selection.selection(), firstOpenDay, wishes.of(selection.page()), now));
        }
        return pages;
    }
}
