package clearing.settlement.queue;

import clearing.kernel.liquidity.SettlementRound;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.queue.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A lane's queue at one height: every trade that waits in rank order, how the next whole round would settle it, or why it would
 * not. The round is the kernel's.
 *
 * @param day the lane's business day
 * @param entries due trades by rank, then those that a party keeps back, then those whose day has not come
 * @param shortages positions that have too little, those that hold up most first
 */
public record LaneQueue(LocalDate day, List<Entry> entries, List<Shortage> shortages) {
    /** Copies its lists. */
    public LaneQueue {
        entries = List.copyOf(entries);
        shortages = List.copyOf(shortages);
    }

    /**
     * A trade in the queue.
     *
     * @param rank from 1
     * @param standing its class and place, and what its parties ask
     * @param step how the next round would settle it; empty when it would wait
     * @param why position by position; empty when it would settle
     */
    public record Entry(
            int rank, WaitingTrade trade, Standing standing, Optional<SettlementRound.Step> step, List<Reason> why) {
        /** Copies its list. */
        public Entry {
            why = List.copyOf(why);
        }

        /** Whether a party holds it, or its time is not now. */
        public boolean keptBack() {
            return why.stream().anyMatch(Reason.KeptBack.class::isInstance);
        }

        /** Whether it ranks before all that are not. */
        public boolean urgent() {
            return standing.priority() == QueuePriority.URGENT;
        }

        /** Whether its value date has come. */
        public boolean due() {
            return why.stream().noneMatch(Reason.NotDue.class::isInstance);
        }
    }

    /**
     * A position or limit that has too little for what waits there, after everything that the next round would settle.
     *
     * @param available what it has above its floor then
     * @param outgoing what waits to leave it
     * @param incoming what waits to come in
     * @param missing what would free all that wait there
     * @param holdsUp number of trades that lack it
     */
    public record Shortage(Slot slot, long available, long outgoing, long incoming, long missing, int holdsUp) {}
}
