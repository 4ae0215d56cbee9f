package clearing.kernel.settlement;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The due trades of some pages as instructions over positions, in the lane's rank: urgent before normal, then by value date, page number,
 * author, counterparty and place in the page. The rank comes from the trades alone, so whoever asks for a round cannot choose it.
 */
final class WaitingTrades {
    private static final Comparator<Waiting> RANK = Comparator.comparing((Waiting w) -> !w.urgent())
            .thenComparingInt(w -> w.page().trades().valueDay(w.index()))
            .thenComparingInt(w -> w.page().trades().id().number())
            .thenComparing(w -> w.page().trades().id())
            .thenComparingInt(Waiting::index);

    private final String lane;
    private final Execution x;
    private final List<Waiting> ranked = new ArrayList<>();
    private final List<Waiting> tooLarge = new ArrayList<>();
    private final TreeMap<Slot, Integer> numbers = new TreeMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private final InstructionQueue queue;
    private final Positions positions;

    /** A due trade. */
    record Waiting(RoundPage page, int index) {
        boolean urgent() {
            return page.trades().isUrgent(index);
        }

        TradeId id() {
            return new TradeId(page.trades().id(), index);
        }
    }

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

    private WaitingTrades(String lane, List<Waiting> due, Execution x) {
        this.lane = lane;
        this.x = x;
        due.sort(RANK);
        due.forEach(this::number);
        InstructionQueue.Builder instructions = InstructionQueue.over(slots.size());
        for (Waiting waiting : due) {
            (add(instructions, waiting) ? ranked : tooLarge).add(waiting);
        }
        queue = instructions.build();
        positions = Positions.of(slots.stream().mapToLong(this::available).toArray());
    }

    /** @param everything true to take all due trades of the pages, false for the selected ones */
    static WaitingTrades of(String lane, List<RoundPage> pages, int today, boolean everything, Execution x) {
        List<Waiting> due = new ArrayList<>();
        for (RoundPage page : pages) {
            for (int i = 0; i < page.status().count(); i++) {
                if ((everything || page.selection().contains(i)) && page.isDue(i, today)) {
                    due.add(new Waiting(page, i));
                }
            }
        }
        return new WaitingTrades(lane, due, x);
    }

    InstructionQueue queue() {
        return queue;
    }

    Positions positions() {
        return positions;
    }

    /** The trade that is the queue's n-th instruction. */
    Waiting trade(int n) {
        return ranked.get(n);
    }

    /** Trades that take no part, since sums with them would pass what a position can hold. */
    List<Waiting> tooLarge() {
        return List.copyOf(tooLarge);
    }

    Slot slot(int position) {
        return slots.get(position);
    }

    /** Settles the set as one movement per position, and notes each trade in rank order. */
    void settle(SettlementSet set, RoundRecord record) {
        for (int p = 0; p < slots.size(); p++) {
            Slot slot = slots.get(p);
            BalancePage balance = x.ledger().balance(lane, slot.member());
            long change = set.room(p) - positions.room(p);
            if (change > 0) {
                balance.credit(slot.account(), slot.asset(), change);
            } else if (change < 0) {
                balance.debit(slot.account(), slot.asset(), -change);
            }
        }
        for (int n = 0; n < ranked.size(); n++) {
            if (set.contains(n)) {
                record.settle(ranked.get(n).page(), ranked.get(n).index());
            }
        }
    }

    /** Notes as queued what the set leaves out. */
    void queueTheRest(SettlementSet set, RoundRecord record) {
        for (int n = 0; n < ranked.size(); n++) {
            if (!set.contains(n)) {
                record.queue(ranked.get(n).page(), ranked.get(n).index());
            }
        }
        tooLarge.forEach(waiting -> record.queue(waiting.page(), waiting.index()));
    }

    int count() {
        return ranked.size() + tooLarge.size();
    }

    private long available(Slot slot) {
        return x.ledger().balance(lane, slot.member()).available(slot.account(), slot.asset());
    }

    /** Numbers positions as they come up: giver and taker of each leg. */
    private void number(Waiting waiting) {
        TradePage trades = waiting.page().trades();
        boolean authorDelivers = trades.authorDelivers(waiting.index());
        number(positionOf(waiting, trades.deliveryAsset(waiting.index()), authorDelivers));
        number(positionOf(waiting, trades.deliveryAsset(waiting.index()), !authorDelivers));
        if (trades.hasPayment(waiting.index())) {
            number(positionOf(waiting, trades.paymentAsset(waiting.index()), !authorDelivers));
            number(positionOf(waiting, trades.paymentAsset(waiting.index()), authorDelivers));
        }
    }

    private void number(Slot slot) {
        if (numbers.putIfAbsent(slot, slots.size()) == null) {
            slots.add(slot);
        }
    }

    private boolean add(InstructionQueue.Builder instructions, Waiting waiting) {
        TradePage trades = waiting.page().trades();
        int i = waiting.index();
        leg(instructions, waiting, trades.deliveryAsset(i), trades.deliveryAmount(i), trades.authorDelivers(i));
        if (trades.hasPayment(i)) {
            leg(instructions, waiting, trades.paymentAsset(i), trades.paymentAmount(i), !trades.authorDelivers(i));
        }
        return instructions.end();
    }

    private void leg(
            InstructionQueue.Builder instructions, Waiting waiting, int asset, long amount, boolean fromAuthor) {
        instructions.leg(
                numbers.getOrDefault(positionOf(waiting, asset, fromAuthor), -1),
                numbers.getOrDefault(positionOf(waiting, asset, !fromAuthor), -1),
                amount);
    }

    private static Slot positionOf(Waiting waiting, int asset, boolean author) {
        TradePage trades = waiting.page().trades();
        PageId id = trades.id();
        return author
                ? new Slot(id.author(), trades.authorAccount(waiting.index()), asset)
                : new Slot(id.counterparty(), trades.counterpartyAccount(waiting.index()), asset);
    }
}
