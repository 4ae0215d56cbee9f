package clearing.kernel;

import clearing.kernel.trade.Leg;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Trades for tests: a form with sensible terms, of which a test changes what it is about. */
public record Trades(Trade trade) {

    /** The author delivers shares from its house account against HKD. */
    public static Trade dvp(String reference, long shares, long cents) {
        return of(TradeKind.DVP, reference, Leg.plain(Consortium.SHARE, shares), Leg.plain(Consortium.HKD, cents));
    }

    /** The author delivers HKD against USD. */
    public static Trade pvp(String reference, long hkd, long usd) {
        return of(TradeKind.PVP, reference, Leg.plain(Consortium.HKD, hkd), Leg.plain(Consortium.USD, usd));
    }

    /** The author pays HKD. */
    public static Trade payment(String reference, long cents) {
        return with(base(TradeKind.PAYMENT, reference, Leg.plain(Consortium.HKD, cents), Optional.empty()))
                .trade();
    }

    public static Trades with(Trade trade) {
        return new Trades(trade);
    }

    public Trade urgent() {
        return change(trade.authorDelivers(), Priority.URGENT, trade.valueDate(), trade.reverses());
    }

    /** The other side delivers. */
    public Trade received() {
        return change(!trade.authorDelivers(), trade.priority(), trade.valueDate(), trade.reverses());
    }

    public Trade due(LocalDate valueDate) {
        return change(trade.authorDelivers(), trade.priority(), valueDate, trade.reverses());
    }

    public Trade reversing(boolean byAuthor, int page, int index) {
        return change(
                !trade.authorDelivers(),
                trade.priority(),
                trade.valueDate(),
                Optional.of(new Reversal(byAuthor, page, index)));
    }

    public Trade accounts(int author, int counterparty) {
        return new Trade(
                trade.kind(),
                trade.authorDelivers(),
                trade.priority(),
                author,
                counterparty,
                trade.delivery(),
                trade.payment(),
                trade.tradeDate(),
                trade.valueDate(),
                trade.reference(),
                trade.commitment(),
                trade.reverses());
    }

    public static Trade of(TradeKind kind, String reference, Leg delivery, Leg payment) {
        return base(kind, reference, delivery, Optional.of(payment));
    }

    public static Trade base(TradeKind kind, String reference, Leg delivery, Optional<Leg> payment) {
        return new Trade(
                kind,
                true,
                Priority.NORMAL,
                Consortium.HOUSE,
                Consortium.HOUSE,
                delivery,
                payment,
                Consortium.TODAY.minusDays(1),
                Consortium.TODAY,
                reference,
                commitment(reference),
                Optional.empty());
    }

    /** Not secret: it only has to differ from trade to trade. */
    static byte[] commitment(String reference) {
        byte[] bytes = new byte[TradePage.COMMITMENT_BYTES];
        Arrays.fill(bytes, (byte) reference.hashCode());
        return bytes;
    }

    private Trade change(boolean authorDelivers, Priority priority, LocalDate valueDate, Optional<Reversal> reverses) {
        return new Trade(
                trade.kind(),
                authorDelivers,
                priority,
                trade.authorAccount(),
                trade.counterpartyAccount(),
                trade.delivery(),
                trade.payment(),
                valueDate.isBefore(trade.tradeDate()) ? valueDate : trade.tradeDate(),
                valueDate,
                trade.reference(),
                trade.commitment(),
                reverses);
    }
}
