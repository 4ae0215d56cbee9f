package clearing.kernel.settlement;

import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.PartSettlement;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.trade.TradeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The due trades of some pages as instructions over positions, in the lane's rank: urgent before normal before low, then by the place that
 * its givers asked for, value date, page number, author, counterparty and place in the page. The rank comes from the trades and from what
 * their parties asked on the ledger, so whoever asks for a round cannot choose it.
 */
final class WaitingTrades {
    private static final Comparator<Waiting> RANK = Comparator.comparing(Waiting::priority)
            .thenComparingInt(Waiting::place)
            .thenComparingInt(Waiting::valueDay)
            .thenComparingInt(Waiting::pageRank)
            .thenComparingInt(Waiting::index);

    private final List<Waiting> ranked = new ArrayList<>();
    private final List<Waiting> tooLarge = new ArrayList<>();
    private final Places places;
    private final InstructionQueue queue;
    private final Positions positions;

    /**
     * A due trade.
     *
     * @param pageRank its page's place among the round's pages, by number, author and counterparty
     */
    record Waiting(RoundPage page, int pageRank, int index) {
        QueuePriority priority() {
            return page.priority(index);
        }

        int place() {
            return page.place(index);
        }

        /** The smallest part of the first leg that both parties allow; 0 when it settles whole or not at all. */
        long leastPart() {
            return page.wishes().isEmpty() ? 0 : page.wishes(index).leastPart();
        }

        int valueDay() {
            return page.trades().valueDay(index);
        }

        TradeId id() {
            return new TradeId(page.trades().id(), index);
        }
    }

    private WaitingTrades(List<RoundPage> inRank, List<Waiting> due, Places places) {
        this.places = places;
        List<Places.Sides> sides =
                inRank.stream().map(page -> places.sides(page.trades().id())).toList();
        due.sort(RANK);
        due.forEach(w -> sides.get(w.pageRank()).number(w.page().trades(), w.index()));
        InstructionQueue.Builder instructions = InstructionQueue.over(places.count());
        for (Waiting w : due) {
            sides.get(w.pageRank()).add(instructions, w.page(), w.index());
            if (w.leastPart() > 0) {
                instructions.partial();
            }
            (instructions.end() ? ranked : tooLarge).add(w);
        }
        queue = instructions.build();
        positions = places.positions();
    }

    /** @param everything true to take all due trades of the pages, false for the selected ones */
    static WaitingTrades of(String lane, List<RoundPage> pages, int today, boolean everything, Execution x) {
        List<RoundPage> inRank = new ArrayList<>(pages);
        inRank.sort(
                Comparator.comparingInt((RoundPage page) -> page.trades().id().number())
                        .thenComparing(page -> page.trades().id()));
        List<Waiting> due = new ArrayList<>();
        for (int p = 0; p < inRank.size(); p++) {
            RoundPage page = inRank.get(p);
            for (int i = 0; i < page.status().count(); i++) {
                if ((everything || page.selection().contains(i)) && page.isDue(i, today)) {
                    due.add(new Waiting(page, p, i));
                }
            }
        }
        return new WaitingTrades(inRank, due, new Places(lane, new Exposures(lane, today, x), x));
    }

    InstructionQueue queue() {
        return queue;
    }

    Positions positions() {
        return positions;
    }

    /** The party of each position. */
    int[] owners() {
        return places.owners();
    }

    /** The trade that is the queue's n-th instruction. */
    Waiting trade(int n) {
        return ranked.get(n);
    }

    /** Trades that take no part, since sums with them would pass what a position can hold. */
    List<Waiting> tooLarge() {
        return List.copyOf(tooLarge);
    }

    Place place(int position) {
        return places.place(position);
    }

    /** Settles the set as one movement per position, and notes each trade in rank order. */
    void settle(SettlementSet set, RoundRecord record) {
        places.move(set, positions, position -> 0);
        record(set, record);
    }

    /** As {@link #settle(SettlementSet, RoundRecord)}, and beside it the parts that both parties allow of what the set leaves out. */
    void settleWithParts(SettlementSet set, RoundRecord record, LaneWishes wishes) {
        if (ranked.stream().noneMatch(w -> w.leastPart() > 0)) {
            settle(set, record);
            return;
        }
        PartSettlement parts = new PartSettlement(queue, set, this::leastParts);
        places.move(set, positions, parts::change);
        record(set, record);
        for (PartSettlement.Part part : parts.parts()) {
            Waiting trade = ranked.get(part.instruction());
            long all = queue.parts(part.instruction());
            long delivered = trade.page().deliveryLeft(trade.index()) / all * part.parts();
            long paid = trade.page().paymentLeft(trade.index()) / all * part.parts();
            record.settlePart(trade.page(), trade.index(), delivered, paid);
            wishes.settlePart(trade.id(), delivered, paid);
        }
    }

    /** The fewest parts of an instruction that make up the smallest part that both parties allow. */
    private long leastParts(int instruction) {
        Waiting trade = ranked.get(instruction);
        long one = trade.page().deliveryLeft(trade.index()) / queue.parts(instruction);
        return Math.max(1, (trade.leastPart() + one - 1) / one);
    }

    private void record(SettlementSet set, RoundRecord record) {
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

    /** What the set leaves out, in rank order. */
    List<Waiting> rest(SettlementSet set) {
        List<Waiting> rest = new ArrayList<>();
        for (int n = 0; n < ranked.size(); n++) {
            if (!set.contains(n)) {
                rest.add(ranked.get(n));
            }
        }
        rest.addAll(tooLarge);
        rest.sort(RANK);
        return rest;
    }

    int count() {
        return ranked.size() + tooLarge.size();
    }
}
