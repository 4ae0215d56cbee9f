package clearing.kernel.settlement;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.balance.Floors;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One gross settlement round: by class and place in it, then in the order of the pages. What cannot settle is looked at again as long as
 * others settle, since value that arrives may free it; at most {@link #MAX_PASSES} times, so the work is bounded.
 */
final class GrossRound {
    static final int MAX_PASSES = 16;

    private final String lane;
    private final List<RoundPage> pages;
    private final int today;
    private final RoundRecord record;
    private final Execution x;
    private final Exposures exposures;
    private List<Candidate> waiting = new ArrayList<>();

    /** A trade that is due; positions of both sides are looked up once. */
    private record Candidate(RoundPage page, int index, BalancePage deliverer, BalancePage receiver) {}

    GrossRound(String lane, List<RoundPage> pages, int today, RoundRecord record, Execution x) {
        this.lane = lane;
        this.pages = pages;
        this.today = today;
        this.record = record;
        this.x = x;
        this.exposures = new Exposures(lane, today, x);
    }

    void run() {
        waiting = candidates();
        boolean progress = true;
        for (int pass = 0; pass < MAX_PASSES && progress && !waiting.isEmpty(); pass++) {
            List<Candidate> left = new ArrayList<>();
            for (Candidate candidate : waiting) {
                if (!settle(candidate)) {
                    left.add(candidate);
                }
            }
            progress = left.size() < waiting.size();
            waiting = left;
        }
        exposures.store();
        waiting.forEach(candidate -> record.queue(candidate.page(), candidate.index()));
    }

    /** Trades that are due and short. */
    int remaining() {
        return waiting.size();
    }

    private List<Candidate> candidates() {
        List<Candidate> due = new ArrayList<>();
        for (RoundPage page : pages) {
            PageId id = page.trades().id();
            BalancePage author = x.ledger().balance(lane, id.author());
            BalancePage counterparty = x.ledger().balance(lane, id.counterparty());
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && page.isDue(i, today)) {
                    boolean authorDelivers = page.trades().authorDelivers(i);
                    due.add(new Candidate(
                            page, i, authorDelivers ? author : counterparty, authorDelivers ? counterparty : author));
                }
            }
        }
        // Stable: what is of one class and place stays in the order given.
        due.sort(Comparator.comparing((Candidate c) -> c.page().priority(c.index()))
                .thenComparingInt(c -> c.page().place(c.index())));
        return due;
    }

    /** Moves all legs when both sides have what they give, and no limit between them is passed; otherwise nothing. */
    private boolean settle(Candidate c) {
        TradePage trades = c.page().trades();
        int i = c.index();
        boolean authorDelivers = trades.authorDelivers(i);
        Side author = new Side(trades.id().author(), trades.authorAccount(i));
        Side counterparty = new Side(trades.id().counterparty(), trades.counterpartyAccount(i));
        Side deliverer = authorDelivers ? author : counterparty;
        Side receiver = authorDelivers ? counterparty : author;
        int asset = trades.deliveryAsset(i);
        long amount = c.page().deliveryLeft(i);
        long paid = c.page().paymentLeft(i);
        boolean twoLegs = trades.hasPayment(i);
        if (!canGive(c.deliverer(), deliverer, receiver, asset, amount)) {
            return false;
        }
        if (twoLegs && !canGive(c.receiver(), receiver, deliverer, trades.paymentAsset(i), paid)) {
            return false;
        }
        give(c.deliverer(), deliverer, c.receiver(), receiver, asset, amount);
        if (twoLegs) {
            give(c.receiver(), receiver, c.deliverer(), deliverer, trades.paymentAsset(i), paid);
        }
        record.settle(c.page(), i);
        return true;
    }

    /** One side of a trade. */
    private record Side(String member, int account) {}

    private boolean canGive(BalancePage balance, Side from, Side to, int asset, long amount) {
        return Floors.covers(x, balance, from.member(), from.account(), asset, amount)
                && exposures.room(from.member(), to.member(), asset) >= amount;
    }

    private void give(BalancePage giver, Side from, BalancePage taker, Side to, int asset, long amount) {
        Floors.take(x, giver, from.member(), from.account(), asset, amount);
        taker.credit(to.account(), asset, amount);
        exposures.given(from.member(), to.member(), asset, amount);
    }
}
