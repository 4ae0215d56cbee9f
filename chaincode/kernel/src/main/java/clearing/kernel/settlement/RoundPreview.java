package clearing.kernel.settlement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.execution.WorkingSet;
import clearing.kernel.liquidity.GrossFifo;
import clearing.kernel.liquidity.SettlementRound;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.liquidity.WaitReason;
import clearing.kernel.period.Periods;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.Wishes;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.state.LedgerState;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a whole round would do with everything that is due on some pages, without doing it: the same queue, rank, floors and limits as the
 * round's own, over a state that is only read. For whoever asks why a trade waits.
 */
public final class RoundPreview {
    private RoundPreview() {}

    /** Where a trade lacks cover. Amounts there are minor units of the asset with that number. */
    public sealed interface Where {
        /** Number of the asset in the constitution. */
        int asset();

        /** A position: whose, in the account with that number. */
        record Position(String member, int account, int asset) implements Where {}

        /** What one member may still give another on the business day. */
        record Limit(String member, String counterparty, int asset) implements Where {}
    }

    /** Why a trade would not settle. */
    public sealed interface Reason {
        /**
         * There is too little.
         *
         * @param available what there is once everything that would settle has settled
         * @param missing what is lacking for this trade alone
         * @param missingInOrder what is lacking for this trade and all that wait before it there
         */
        record Lacking(Where where, long available, long missing, long missingInOrder) implements Reason {}

        /**
         * There is enough, but then not for another trade that waits there and would be overtaken.
         *
         * @param missing what the other would lack
         */
        record Order(Where where, TradeId other, long missing) implements Reason {}

        /** It would settle in a step that the lane's members have not agreed to take. */
        record StepNotAgreed(SettlementRound.Step step) implements Reason {}

        /** Sums with it would be above what a round can hold. */
        record TooLarge() implements Reason {}

        /** A party is in default: it waits for the close-out. */
        record InDefault(String member) implements Reason {}

        /** A party holds it. */
        record Held(String member) implements Reason {}

        /** A party asked for a later time. */
        record NotBefore(Instant earliest) implements Reason {}

        /** The time at which a party would have had it settled at the latest is over: it waits until the party says otherwise. */
        record PastLatest(Instant latest) implements Reason {}
    }

    /**
     * A due trade.
     *
     * @param step how the round would settle it; empty when it would wait
     * @param why place by place; empty when it would settle
     */
    public record Entry(TradeId trade, Optional<SettlementRound.Step> step, List<Reason> why) {
        public Entry {
            why = List.copyOf(why);
        }
    }

    /**
     * The due trades of the pages in rank order; behind them those that are too large, those that a party keeps back, and those
     * of a member in default.
     *
     * @param pages pages of the lane that the state holds
     * @param now when the round would be
     */
    public static List<Entry> of(LedgerState state, String lane, List<PageId> pages, Instant now) {
        Execution x = Execution.reading(state, now)
                .orElseThrow(() -> new InvariantViolation("a lane has trades, but there is no constitution"));
        WorkingSet ledger = x.ledger();
        Lane at = x.constitution().lane(lane).orElseThrow(() -> new IllegalArgumentException("no lane " + lane));
        int today = SettlementCommands.businessDay(at, now);
        int firstOpenDay = Periods.firstOpenDay(lane, x);
        LaneWishes wishes = LaneWishes.of(lane, x);
        List<Entry> frozen = new ArrayList<>();
        List<RoundPage> loaded = new ArrayList<>();
        for (PageId page : pages) {
            StatusPage status = ledger.status(page).orElseThrow(() -> absent(page));
            TradePage trades = ledger.page(page).orElseThrow(() -> absent(page));
            Optional<String> inDefault = Stream.of(page.author(), page.counterparty())
                    .filter(x::inDefault)
                    .findFirst();
            if (inDefault.isPresent()) {
                frozen.addAll(frozen(trades, status, today, inDefault.get()));
            } else {
                loaded.add(new RoundPage(
                        trades, status, Selection.all(), firstOpenDay, wishes.of(page), now.toEpochMilli()));
            }
        }
        WaitingTrades waiting = WaitingTrades.of(lane, loaded, today, true, x);
        List<Entry> entries = entries(waiting, x.constitution().rules().steps(lane));
        loaded.forEach(page -> keptBack(page, today, entries));
        entries.addAll(frozen);
        return entries;
    }

    private static void keptBack(RoundPage page, int today, List<Entry> entries) {
        page.wishes().forEach((i, wishes) -> {
            if (page.isReady(i, today) && !page.isDue(i, today)) {
                PageId id = page.trades().id();
                entries.add(new Entry(new TradeId(id, i), Optional.empty(), whyKeptBack(id, wishes, page.now())));
            }
        });
    }

    private static List<Reason> whyKeptBack(PageId id, Wishes wishes, long now) {
        List<Reason> why = new ArrayList<>();
        if (wishes.author().held()) {
            why.add(new Reason.Held(id.author()));
        }
        if (wishes.counterparty().held()) {
            why.add(new Reason.Held(id.counterparty()));
        }
        if (now < wishes.earliest()) {
            why.add(new Reason.NotBefore(Instant.ofEpochMilli(wishes.earliest())));
        }
        if (wishes.isPast(now)) {
            why.add(new Reason.PastLatest(Instant.ofEpochMilli(wishes.latest())));
        }
        return why;
    }

    private static List<Entry> frozen(TradePage trades, StatusPage status, int today, String member) {
        List<Entry> frozen = new ArrayList<>();
        for (int i = 0; i < status.count(); i++) {
            TradeState at = status.state(i);
            if ((at == TradeState.AFFIRMED || at == TradeState.QUEUED) && trades.valueDay(i) <= today) {
                frozen.add(new Entry(
                        new TradeId(trades.id(), i), Optional.empty(), List.of(new Reason.InDefault(member))));
            }
        }
        return frozen;
    }

    private static InvariantViolation absent(PageId page) {
        return new InvariantViolation("the state has no page " + page.path());
    }

    private static List<Entry> entries(WaitingTrades waiting, LaneStepsRule.Step upTo) {
        SettlementRound round = SettlementRound.run(waiting.queue(), waiting.positions(), waiting.owners());
        // A round that only settles gross does not see what an offset before would have freed.
        Optional<SettlementSet> gross = upTo == LaneStepsRule.Step.GROSS
                ? Optional.of(GrossFifo.settle(waiting.queue(), waiting.positions()))
                : Optional.empty();
        List<Entry> entries = new ArrayList<>();
        for (int n = 0; n < waiting.queue().size(); n++) {
            int instruction = n;
            Optional<SettlementRound.Step> step = round.step(n);
            Optional<SettlementRound.Step> refused = step.filter(s -> gross.map(set -> !set.contains(instruction))
                    .orElseGet(() -> stepOf(s).compareTo(upTo) > 0));
            List<Reason> why = new ArrayList<>();
            refused.ifPresent(s -> why.add(new Reason.StepNotAgreed(s)));
            round.why(n).forEach(reason -> why.add(reason(waiting, round, reason)));
            entries.add(new Entry(waiting.trade(n).id(), refused.isPresent() ? Optional.empty() : step, why));
        }
        waiting.tooLarge()
                .forEach(trade -> entries.add(new Entry(trade.id(), Optional.empty(), List.of(new Reason.TooLarge()))));
        return entries;
    }

    private static LaneStepsRule.Step stepOf(SettlementRound.Step step) {
        return switch (step) {
            case GROSS -> LaneStepsRule.Step.GROSS;
            case BILATERAL -> LaneStepsRule.Step.BILATERAL;
            case MULTILATERAL -> LaneStepsRule.Step.MULTILATERAL;
            case RESOLUTION, PARTIAL -> LaneStepsRule.Step.RESOLUTION;
        };
    }

    private static Reason reason(WaitingTrades waiting, SettlementRound round, WaitReason reason) {
        Where where = where(waiting.place(reason.position()));
        return switch (reason) {
            case WaitReason.Lacking lacking ->
                new Reason.Lacking(where, round.room(lacking.position()), lacking.missing(), lacking.missingInOrder());
            case WaitReason.Order order ->
                new Reason.Order(where, waiting.trade(order.other()).id(), order.missing());
        };
    }

    private static Where where(Place place) {
        return switch (place) {
            case Place.Slot s -> new Where.Position(s.member(), s.account(), s.asset());
            case Place.Allowance a -> new Where.Limit(a.member(), a.counterparty(), a.asset());
        };
    }
}
