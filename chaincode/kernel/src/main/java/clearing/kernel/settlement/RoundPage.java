package clearing.kernel.settlement;

import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;

/**
 * A page of trades with their working status, and which of them a round looks at.
 *
 * @param firstOpenDay the lane's first value date that is not closed
 */
record RoundPage(TradePage trades, StatusPage status, Selection selection, int firstOpenDay) {
    /** Affirmed or queued, and of value today or before, but in no closed period. */
    boolean isDue(int index, int today) {
        TradeState state = status.state(index);
        return (state == TradeState.AFFIRMED || state == TradeState.QUEUED)
                && trades.valueDay(index) <= today
                && trades.valueDay(index) >= firstOpenDay;
    }
}
