package clearing.kernel.simulation;

import clearing.kernel.trade.Leg;
import clearing.kernel.trade.Trade;

/** A trade with one of its terms changed. */
final class Terms {
    private Terms() {}

    static Trade withAccounts(Trade t, int author, int counterparty) {
        return new Trade(
                t.kind(),
                t.authorDelivers(),
                t.priority(),
                author,
                counterparty,
                t.delivery(),
                t.payment(),
                t.tradeDate(),
                t.valueDate(),
                t.reference(),
                t.commitment(),
                t.reverses());
    }

    static Trade amount(Trade t, Leg delivery) {
        return new Trade(
                t.kind(),
                t.authorDelivers(),
                t.priority(),
                t.authorAccount(),
                t.counterpartyAccount(),
                delivery,
                t.payment(),
                t.tradeDate(),
                t.valueDate(),
                t.reference(),
                t.commitment(),
                t.reverses());
    }
}
