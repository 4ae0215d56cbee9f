package clearing.simulation.workload;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.stream.IntStream;

/** A page of trades as a member sees it on the ledger. */
public record SeenPage(TradePage trades, StatusPage status) {
    public PageId id() {
        return trades.id();
    }

    /** Affirmed or queued. */
    public boolean waits(int index) {
        TradeState state = status.state(index);
        return state == TradeState.AFFIRMED || state == TradeState.QUEUED;
    }

    public boolean due(int index, int today) {
        return waits(index) && trades.valueDay(index) <= today;
    }

    public boolean anyDue(int today) {
        return IntStream.range(0, trades.count()).anyMatch(i -> due(i, today));
    }

    public boolean any(TradeState state) {
        return status.count(state) > 0;
    }

    /** The trades in that state. */
    public Selection selection(TradeState state) {
        return Selection.of(IntStream.range(0, trades.count())
                .filter(i -> status.state(i) == state)
                .toArray());
    }
}
