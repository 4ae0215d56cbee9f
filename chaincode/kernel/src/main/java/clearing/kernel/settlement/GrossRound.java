package clearing.kernel.settlement;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.Bytes;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One gross settlement round: urgent trades first, then in the order of the pages. What cannot settle is looked at again as long as
 * others settle, since value that arrives may free it; at most {@link #MAX_PASSES} times, so the work is bounded.
 */
final class GrossRound {
    static final int MAX_PASSES = 16;

    private final String lane;
    private final List<Page> pages;
    private final int today;
    private final LaneJournal before;
    private final Execution x;
    private final MessageDigest journalHash = Bytes.newSha256();
    private int settled;
    private int queued;
    private List<Candidate> waiting = new ArrayList<>();

    /** A page of trades with their working status, and which of them the round looks at. */
    record Page(TradePage trades, StatusPage status, Selection selection) {}

    /** A trade that is due; positions of both sides are looked up once. */
    private record Candidate(Page page, int index, BalancePage deliverer, BalancePage receiver) {}

    GrossRound(String lane, List<Page> pages, int today, LaneJournal before, Execution x) {
        this.lane = lane;
        this.pages = pages;
        this.today = today;
        this.before = before;
        this.x = x;
        journalHash.update(before.hash());
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
        waiting.forEach(this::queue);
    }

    /** Trades that settled. */
    int settled() {
        return settled;
    }

    /** Trades that the round found short for the first time. */
    int queued() {
        return queued;
    }

    /** Trades that are due and short. */
    int remaining() {
        return waiting.size();
    }

    LaneJournal journalAt(long acceptedMillis) {
        long rounds = settled > 0 ? before.rounds() + 1 : before.rounds();
        byte[] hash = settled > 0 ? journalHash.digest() : before.hash();
        return new LaneJournal(rounds, before.settled() + settled, acceptedMillis, hash);
    }

    private List<Candidate> candidates() {
        List<Candidate> urgent = new ArrayList<>();
        List<Candidate> normal = new ArrayList<>();
        for (Page page : pages) {
            PageId id = page.trades().id();
            BalancePage author = x.ledger().balance(lane, id.author());
            BalancePage counterparty = x.ledger().balance(lane, id.counterparty());
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && isDue(page, i)) {
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

    private boolean isDue(Page page, int index) {
        TradeState state = page.status().state(index);
        return (state == TradeState.AFFIRMED || state == TradeState.QUEUED)
                && page.trades().valueDay(index) <= today;
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
        TradeState from = c.page().status().state(i);
        c.page().status().move(i, TradeState.SETTLED);
        settled++;
        chain(trades.id(), i);
        TradeId id = new TradeId(trades.id(), i);
        x.effects().add(() -> new Effect.TradeMoved(id, from, TradeState.SETTLED, RejectReason.NONE));
        post(trades, i, asset, amount, authorDelivers);
        if (twoLegs) {
            post(trades, i, trades.paymentAsset(i), trades.paymentAmount(i), !authorDelivers);
        }
        return true;
    }

    /** The two postings of one leg. */
    private void post(TradePage trades, int index, int asset, long amount, boolean fromAuthor) {
        x.effects().add(() -> posting(trades, index, asset, fromAuthor ? -amount : amount, true));
        x.effects().add(() -> posting(trades, index, asset, fromAuthor ? amount : -amount, false));
    }

    private Effect.Posted posting(TradePage trades, int index, int asset, long amount, boolean ofAuthor) {
        PageId id = trades.id();
        return new Effect.Posted(
                ofAuthor ? id.author() : id.counterparty(),
                ofAuthor ? trades.authorAccount(index) : trades.counterpartyAccount(index),
                x.constitution().asset(asset).code(),
                amount,
                PostingKind.TRADE_LEG,
                trades.reference(index),
                ofAuthor ? id.counterparty() : id.author(),
                LocalDate.ofEpochDay(trades.valueDay(index)),
                Optional.of(new TradeId(id, index)));
    }

    private void queue(Candidate c) {
        if (c.page().status().state(c.index()) == TradeState.AFFIRMED) {
            c.page().status().move(c.index(), TradeState.QUEUED);
            queued++;
            TradeId id = new TradeId(c.page().trades().id(), c.index());
            x.effects().add(() -> new Effect.TradeMoved(id, TradeState.AFFIRMED, TradeState.QUEUED, RejectReason.NONE));
        }
    }

    private void chain(PageId page, int index) {
        journalHash.update(page.path().getBytes(StandardCharsets.US_ASCII));
        byte[] at = new byte[2];
        Bytes.putShort(at, 0, index);
        journalHash.update(at);
    }
}
