package clearing.simulation.workload;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.simulation.engine.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws trades and pages of trades. */
final class Trades {
    private static final int MOST_ON_A_PAGE = 5;
    private static final int LARGEST = 600;

    private Trades() {}

    static TradePage page(Desk desk, String lane, String counterparty) {
        return page(desk, desk.newPage(lane, counterparty));
    }

    static TradePage page(Desk desk, PageId id) {
        int count = desk.draw().between(1, MOST_ON_A_PAGE);
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(any(desk, id, desk.newReference()));
        }
        return TradePage.of(id, trades);
    }

    static Trade any(Desk desk, PageId id, String reference) {
        Draw draw = desk.draw();
        List<Integer> cash = assets(desk, id.lane(), AssetKind.CASH);
        List<Integer> securities = assets(desk, id.lane(), AssetKind.SECURITY);
        List<TradeKind> kinds = new ArrayList<>(List.of(TradeKind.PAYMENT, TradeKind.PAYMENT));
        if (!securities.isEmpty()) {
            kinds.add(TradeKind.DVP);
        }
        if (cash.size() > 1) {
            kinds.add(TradeKind.PVP);
        }
        TradeKind kind = draw.pick(kinds);
        int first = kind == TradeKind.DVP ? draw.pick(securities) : draw.pick(cash);
        Optional<Leg> payment = switch (kind) {
            case DVP -> Optional.of(Leg.plain(draw.pick(cash), amount(draw)));
            case PVP -> Optional.of(Leg.plain(otherThan(first, cash), amount(draw)));
            case PAYMENT -> Optional.empty();
        };
        LocalDate due = LocalDate.ofEpochDay(desk.today(id.lane()) + (draw.oneIn(4) ? draw.between(-1, 1) : 0));
        return new Trade(
                kind,
                draw.oneIn(2),
                draw.oneIn(5) ? Priority.URGENT : Priority.NORMAL,
                desk.anyAccount(id.author()),
                desk.anyAccount(id.counterparty()),
                Leg.plain(first, amount(draw)),
                payment,
                due,
                due,
                reference,
                new byte[TradePage.COMMITMENT_BYTES],
                Optional.empty());
    }

    /** The trade given back, as the author of a new page against the other party records it; sometimes a little more. */
    static Trade mirror(
            Draw draw, Trade original, PageId of, PageId holder, int index, LocalDate due, String reference) {
        boolean sameAuthor = of.author().equals(holder.author());
        long more = draw.oneIn(6) ? 1 : 0;
        return new Trade(
                original.kind(),
                original.authorDelivers() != sameAuthor,
                Priority.NORMAL,
                sameAuthor ? original.authorAccount() : original.counterpartyAccount(),
                sameAuthor ? original.counterpartyAccount() : original.authorAccount(),
                original.delivery(),
                original.payment().map(leg -> Leg.plain(leg.asset(), leg.minor() + more)),
                due,
                due,
                reference,
                original.commitment(),
                Optional.of(new Reversal(sameAuthor, of.number(), index)));
    }

    static long amount(Draw draw) {
        return draw.between(1, draw.oneIn(4) ? LARGEST : LARGEST / 15);
    }

    static List<Integer> assets(Desk desk, String lane, AssetKind kind) {
        List<Integer> found = new ArrayList<>();
        List<Asset> all = desk.constitution().assets();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).lane().equals(lane) && all.get(i).kind() == kind) {
                found.add(i);
            }
        }
        return found;
    }

    private static int otherThan(int first, List<Integer> cash) {
        return cash.stream().filter(asset -> asset != first).findFirst().orElseThrow();
    }
}
