package clearing.kernel.settlement;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.List;

/**
 * One gross settlement round: urgent trades first, then in the order of the pages. What cannot settle is looked at again as long as
 * others settle, since value that arrives may free it; at most {@link #MAX_PASSES} times, so the work is bounded.
 */
final class GrossRound {
    static final int MAX_PASSES = 16;

    private final String lane;
    private final List<RoundPage> pages;
    private final int today;
    private final RoundRecord record;
    private final Execution x;
    private List<Candidate> waiting = new ArrayList<>();

    /** A trade that is due; positions of both sides are looked up once. */
    private record Candidate(RoundPage page, int index, BalancePage deliverer, BalancePage receiver) {}

    GrossRound(String lane, List<RoundPage> pages, int today, RoundRecord record, Execution x) {
        this.lane = lane;
        this.pages = pages;
        this.today = today;
        this.record = record;
        this.x = x;
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
        waiting.forEach(candidate -> record.queue(candidate.page(), candidate.index()));
    }

    /** Trades that are due and short. */
    int remaining() {
        return waiting.size();
    }

    private List<Candidate> candidates() {
        List<Candidate> urgent = new ArrayList<>();
        List<Candidate> normal = new ArrayList<>();
        for (RoundPage page : pages) {
            PageId id = page.trades().id();
            BalancePage author = x.ledger().balance(lane, id.author());
            BalancePage counterparty = x.ledger().balance(lane, id.counterparty());
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && page.isDue(i, today)) {
                    boolean authorDelivers = page.trades().authorDelivers(i);
                    Candidate candidate = new Candidate(
                            page, i, authorDelivers ? author : counterparty, authorDelivers ? counterparty : author);
                    (page.trades().isUrgent(i) ? urgent : normal).add(candidate);
                }
            }
        }
        urgent.addAll(normal);
        return urgent;
    }

    /** Moves all legs when both sides have what they give; otherwise nothing. */
    private boolean settle(Candidate c) {
        TradePage trades = c.page().trades();
        int i = c.index();
        boolean authorDelivers = trades.authorDelivers(i);
        int delivererAccount = authorDelivers ? trades.authorAccount(i) : trades.counterpartyAccount(i);
        int receiverAccount = authorDelivers ? trades.counterpartyAccount(i) : trades.authorAccount(i);
        int asset = trades.deliveryAsset(i);
        long amount = trades.deliveryAmount(i);
        boolean twoLegs = trades.hasPayment(i);
        if (c.deliverer().available(delivererAccount, asset) < amount) {
            return false;
        }
        if (twoLegs && c.receiver().available(receiverAccount, trades.paymentAsset(i)) < trades.paymentAmount(i)) {
            return false;
        }
        c.deliverer().debit(delivererAccount, asset, amount);
        c.receiver().credit(receiverAccount, asset, amount);
        if (twoLegs) {
            c.receiver().debit(receiverAccount, trades.paymentAsset(i), trades.paymentAmount(i));
            c.deliverer().credit(delivererAccount, trades.paymentAsset(i), trades.paymentAmount(i));
        }
        record.settle(c.page(), i);
        return true;
    }
}
