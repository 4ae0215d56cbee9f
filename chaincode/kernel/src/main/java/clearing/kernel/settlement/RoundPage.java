package clearing.kernel.settlement;

import clearing.kernel.queue.QueuePriority;
import clearing.kernel.queue.Wishes;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.SortedMap;

/**
 * A page of trades with their working status, and which of them a round looks at.
 *
 * @param firstOpenDay the lane's first value date that is not closed
 * @param wishes what parties ask of the queue, by index
 * @param now the round's time, milliseconds since 1970
 */
record RoundPage(
        TradePage trades,
        StatusPage status,
        Selection selection,
        int firstOpenDay,
        SortedMap<Integer, Wishes> wishes,
        long now) {
    /** Ready by its day, and no party keeps it back. */
    boolean isDue(int index, int today) {
        return isReady(index, today) && (wishes.isEmpty() || !wishes(index).keepBack(now));
    }

    /** Affirmed or queued, and of value today or before, but in no closed period. */
    boolean isReady(int index, int today) {
        TradeState state = status.state(index);
        return (state == TradeState.AFFIRMED || state == TradeState.QUEUED)
                && trades.valueDay(index) <= today
                && trades.valueDay(index) >= firstOpenDay;
    }

    Wishes wishes(int index) {
        return wishes.getOrDefault(index, Wishes.NONE);
    }

    /** What of the first leg has not settled. */
    long deliveryLeft(int index) {
        return wishes.isEmpty() ? trades.deliveryAmount(index) : wishes(index).deliveryLeft(trades, index);
    }

    /** What of the second leg has not settled; 0 where there is none. */
    long paymentLeft(int index) {
        return wishes.isEmpty() ? trades.paymentAmount(index) : wishes(index).paymentLeft(trades, index);
    }

    QueuePriority priority(int index) {
        return wishes(index).priority(trades, index);
    }

    /** Among those of the same class, lower ones first. */
    int place(int index) {
        return wishes(index).place(trades, index);
    }
}
