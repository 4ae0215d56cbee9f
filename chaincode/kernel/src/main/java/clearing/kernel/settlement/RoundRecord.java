package clearing.kernel.settlement;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.QueueEffect;
import clearing.kernel.codec.Bytes;
import clearing.kernel.execution.Execution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Optional;

/** What every kind of round notes of a trade that it settles or finds short: its status, its effects and the lane's journal. */
final class RoundRecord {
    private final LaneJournal before;
    private final Execution x;
    private final MessageDigest journalHash = Bytes.newSha256();
    private int settled;
    private int queued;
    private int parts;

    RoundRecord(LaneJournal before, Execution x) {
        this.before = before;
        this.x = x;
        journalHash.update(before.hash());
    }

    /** Trades that settled. */
    int settled() {
        return settled;
    }

    /** Trades that the round found short for the first time. */
    int queued() {
        return queued;
    }

    /** Trades that settled in part. */
    int parts() {
        return parts;
    }

    LaneJournal journalAt(long acceptedMillis) {
        boolean moved = settled > 0 || parts > 0;
        long rounds = moved ? before.rounds() + 1 : before.rounds();
        byte[] hash = moved ? journalHash.digest() : before.hash();
        return new LaneJournal(rounds, before.settled() + settled, acceptedMillis, hash);
    }

    /** A trade whose legs have moved. */
    void settle(RoundPage page, int index) {
        TradePage trades = page.trades();
        TradeState from = page.status().state(index);
        page.status().move(index, TradeState.SETTLED);
        settled++;
        chain(trades.id(), index);
        TradeId id = new TradeId(trades.id(), index);
        x.effects().add(() -> new Effect.TradeMoved(id, from, TradeState.SETTLED, RejectReason.NONE));
        post(trades, index, page.deliveryLeft(index), page.paymentLeft(index));
    }

    /** A trade of which a part has moved; the rest waits. */
    void settlePart(RoundPage page, int index, long delivered, long paid) {
        TradePage trades = page.trades();
        queue(page, index);
        parts++;
        chain(trades.id(), index);
        byte[] moved = new byte[2 * Long.BYTES];
        Bytes.putLong(moved, 0, delivered);
        Bytes.putLong(moved, Long.BYTES, paid);
        journalHash.update(moved);
        TradeId id = new TradeId(trades.id(), index);
        x.effects().add(() -> new QueueEffect.PartSettled(id, delivered, paid));
        post(trades, index, delivered, paid);
    }

    private void post(TradePage trades, int index, long delivered, long paid) {
        boolean authorDelivers = trades.authorDelivers(index);
        post(trades, index, trades.deliveryAsset(index), delivered, authorDelivers);
        if (trades.hasPayment(index)) {
            post(trades, index, trades.paymentAsset(index), paid, !authorDelivers);
        }
    }

    /** A due trade that is short; nothing changes when it was found so before. */
    void queue(RoundPage page, int index) {
        if (page.status().state(index) == TradeState.AFFIRMED) {
            page.status().move(index, TradeState.QUEUED);
            queued++;
            TradeId id = new TradeId(page.trades().id(), index);
            x.effects().add(() -> new Effect.TradeMoved(id, TradeState.AFFIRMED, TradeState.QUEUED, RejectReason.NONE));
        }
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

    private void chain(PageId page, int index) {
        journalHash.update(page.path().getBytes(StandardCharsets.US_ASCII));
        byte[] at = new byte[2];
        Bytes.putShort(at, 0, index);
        journalHash.update(at);
    }
}
