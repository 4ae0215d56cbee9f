package clearing.client.trade;

import clearing.client.submit.Delivery;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clearing agent: after each change, and when a time comes that a party asked for, it asks for a settlement round over all pages of a lane that have something due, one round at
 * a time. Rounds are worked out of the ledger and not stored: one that does not come through is worked out again. Two agents at once
 * do no harm, since each round reads what the other wrote and the ledger lets one of them through; where members agreed on turns, the
 * agent waits for its own ({@link AgentTurns}). Own pages that another's rounds leave out it puts on the lane's list. For one thread.
 */
final class Agent {
    /** Keeps a round far below the block's size and the contract's time. */
    static final int MAX_TRADES = 60_000;

    private static final int MAX_PAGES = 400;
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Carrier carrier;
    private final LedgerView view;
    private final InstantSource clock;
    private final AgentTurns turns;
    private final LeftOut leftOut;
    private final Set<String> notItsTurn = new TreeSet<>();
    /** By lane, in milliseconds since 1970: when the next of the times comes that parties asked for. */
    private final Map<String, Long> wakes = new TreeMap<>();

    private long settledRounds;
    private long roundsRefused;
    private long lastBlock;

    /** Sends a batch once in a role. */
    @FunctionalInterface
    interface Carrier {
        Delivery once(String role, byte[] content) throws InterruptedException;
    }

    /** @param turns says when it asks for a round */
    Agent(AgentTurns turns, Carrier carrier, LedgerView view, InstantSource clock) {
        this.turns = turns;
        this.carrier = carrier;
        this.view = view;
        this.clock = clock;
        this.leftOut = new LeftOut(turns.member(), view);
    }

    /**
     * A whole round over one lane: the pages with something due, beside those that the lane's own list has anyway.
     *
     * @return the outcome, or empty when there was nothing to ask for, it was not the agent's turn, or it did not come through
     */
    Optional<Outcome> settle(Lane lane) throws InterruptedException {
        Instant now = clock.instant();
        List<PageId> waiting = view.waiting(lane, now);
        wakes.remove(lane.code());
        view.wishes(lane.code()).nextChange(now.toEpochMilli()).ifPresent(time -> wakes.put(lane.code(), time));
        notItsTurn.remove(lane.code());
        if (waiting.isEmpty()) {
            turns.nothingWaits(lane);
            return Optional.empty();
        }
        if (!hasTurn(lane)) {
            notItsTurn.add(lane.code());
            return enlist(lane, waiting);
        }
        Set<PageId> listed = new TreeSet<>(view.listed(lane.code()));
        int trades = listed.stream().mapToInt(this::count).sum();
        List<PageId> pages = new ArrayList<>();
        for (PageId id : waiting) {
            if (listed.contains(id)) {
                continue;
            }
            if (pages.size() == MAX_PAGES || !pages.isEmpty() && trades + count(id) > MAX_TRADES) {
                break;
            }
            trades += count(id);
            pages.add(id);
        }
        return round(
                deliversFirst(lane)
                        ? new Command.Deliver(
                                lane.code(),
                                waiting.stream()
                                        .limit(MAX_PAGES)
                                        .map(PageSelection::all)
                                        .toList())
                        : new Command.SettleRound(lane.code(), pages));
    }

    /** Whether a time has come since the last look at a lane that a party asked for, so that a round may settle something else now. */
    boolean timeHasCome() {
        long now = clock.instant().toEpochMilli();
        return wakes.values().stream().anyMatch(time -> time <= now);
    }

    /** Lanes with something to do in which another member's agent has the turn: time alone may change that. */
    Set<String> notItsTurn() {
        return Set.copyOf(notItsTurn);
    }

    private boolean hasTurn(Lane lane) {
        return view.constitution()
                .map(constitution -> turns.isOwn(lane, constitution, clock.instant()))
                .orElse(false);
    }

    /** Has the lane look at own pages that rounds of others have left out for longer than a silence. */
    private Optional<Outcome> enlist(Lane lane, List<PageId> waiting) throws InterruptedException {
        if (deliversFirst(lane)) {
            return Optional.empty();
        }
        List<PageId> pages = leftOut.find(lane.code(), waiting, clock.instant()).stream()
                .limit(MAX_PAGES)
                .toList();
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        LOG.warn("{}: rounds of others have left out {}, so the lane's list is asked to have them", lane.code(), pages);
        round(new QueueCommand.Enlist(lane.code(), pages));
        return Optional.empty();
    }

    /** Where funds settle net, a round delivers securities. */
    private boolean deliversFirst(Lane lane) {
        return view.constitution()
                .flatMap(c -> c.rules().cycles(lane.code()))
                .filter(terms -> terms.model() == DvpModel.NET_FUNDS)
                .isPresent();
    }

    private int count(PageId id) {
        return view.status(id).map(StatusPage::count).orElse(0);
    }

    /**
     * Ends what is overdue: affirmed trades without cover fail. Trades that nobody has affirmed are left alone unless asked for, since
     * their counterparty may only be late.
     */
    Optional<Outcome> failOverdue(Lane lane, boolean expireAlleged) throws InterruptedException {
        if (!hasTurn(lane)) {
            return Optional.empty();
        }
        int today = SettlementCommands.businessDay(lane, clock.instant());
        List<PageSelection> pages = new ArrayList<>();
        for (PageId id : view.overdue(lane, clock.instant())) {
            BitSet bits = overdue(id, today, expireAlleged);
            if (!bits.isEmpty() && pages.size() < MAX_PAGES) {
                pages.add(new PageSelection(id, Selection.of(bits)));
            }
        }
        return pages.isEmpty() ? Optional.empty() : round(new Command.FailOverdue(lane.code(), pages));
    }

    private BitSet overdue(PageId id, int today, boolean expireAlleged) {
        BitSet bits = new BitSet();
        Optional<TradePage> page = view.page(id);
        Optional<StatusPage> status = view.status(id);
        if (page.isPresent() && status.isPresent()) {
            for (int i = 0; i < status.get().count(); i++) {
                TradeState state = status.get().state(i);
                boolean open = state == TradeState.AFFIRMED
                        || state == TradeState.QUEUED
                        || expireAlleged && state == TradeState.ALLEGED;
                if (open && page.get().valueDay(i) < today) {
                    bits.set(i);
                }
            }
        }
        return bits;
    }

    private Optional<Outcome> round(Command command) throws InterruptedException {
        Delivery delivery = carrier.once("agent", Batch.of(command).encode());
        if (delivery instanceof Delivery.Committed committed) {
            settledRounds++;
            lastBlock = committed.state().block();
            Outcome outcome =
                    Outcome.decode(committed.state().result().toByteArray()).get(0);
            if (!outcome.accepted()) {
                roundsRefused++;
                LOG.warn("A round was refused: {} {}", outcome.code(), outcome.detail());
            }
            return Optional.of(outcome);
        }
        roundsRefused++;
        LOG.info("A round did not come through: {}", delivery);
        return Optional.empty();
    }

    /** The block with its last round; the next is to be worked out of a view that has it. 0 at first. */
    long lastBlock() {
        return lastBlock;
    }

    long rounds() {
        return settledRounds;
    }

    long refused() {
        return roundsRefused;
    }
}
