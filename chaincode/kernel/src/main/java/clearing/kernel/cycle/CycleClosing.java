package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the final state to the trades of a settled cycle, page by page, in as many transactions as it takes. A pair's trades are settled
 * when its nets are, be it cycles later.
 */
final class CycleClosing {
    private CycleClosing() {}

    static Outcome close(CycleRecord settled, List<PageId> pages, Execution x) {
        Set<PageId> seen = new TreeSet<>();
        for (int i = 0; i < pages.size(); i++) {
            Optional<StatusPage> status = x.ledger().status(pages.get(i));
            if (status.isEmpty()) {
                return Outcome.refused(ResultCode.PAGE_NOT_FOUND, "pages[" + i + "]");
            }
            if (!seen.add(pages.get(i))) {
                return Outcome.refused(ResultCode.MALFORMED, "pages[" + i + "]", "the page is named twice");
            }
        }
        int moved = 0;
        int waiting = 0;
        for (PageId page : pages) {
            Optional<PageShare> share =
                    CycleIntake.intake(settled.id(), page, x).share(page.number());
            if (share.isPresent() && hasSettled(settled, page, x)) {
                moved += settle(page, share.get(), x);
            } else {
                waiting += share.map(PageShare::count).orElse(0);
            }
        }
        if (moved == 0) {
            return new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, waiting);
        }
        CycleRecord now = settled.closed(moved);
        x.ledger().put(Keys.cycle(now.id()), now.encode());
        if (now.state() == CycleState.CLOSED) {
            x.effects().add(() -> new Effect.CycleClosed(now.id()));
        }
        return new Outcome(ResultCode.OK, "", "", moved, waiting);
    }

    private static int settle(PageId page, PageShare share, Execution x) {
        StatusPage status = x.ledger().status(page).orElseThrow();
        int moved = 0;
        for (int i = 0; i < status.count(); i++) {
            if (share.contains(i) && status.state(i) == TradeState.NETTED) {
                status.move(i, TradeState.SETTLED);
                moved++;
                TradeId id = new TradeId(page, i);
                x.effects()
                        .add(() -> new Effect.TradeMoved(id, TradeState.NETTED, TradeState.SETTLED, RejectReason.NONE));
            }
        }
        return moved;
    }

    private static boolean hasSettled(CycleRecord settled, PageId page, Execution x) {
        boolean turned = page.author().compareTo(page.counterparty()) > 0;
        String first = turned ? page.counterparty() : page.author();
        String second = turned ? page.author() : page.counterparty();
        return end(settled, first, second, x).outcome() == PairOutcome.SETTLED;
    }

    static PairEnd end(CycleRecord from, String first, String second, Execution x) {
        return PairEnd.of(
                from,
                first,
                second,
                next -> x.ledger().read(Keys.cycle(next), CycleRecord::decode),
                next -> x.ledger().read(Keys.fail(next, first, second), CarriedFail::decode));
    }
}
