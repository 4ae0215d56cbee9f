package clearing.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws single trades: who with whom, what, how much. Skewed, so that a few accounts and assets take most of the day. */
final class TradeDraw {
    /** Member pairs by activity, most active first. */
    private static final List<String> PAIRS =
            List.of("HB-MB", "LS-MB", "HB-LS", "LP-MB", "HB-LP", "QT-LP", "LS-LP", "QT-MB", "HB-QT", "LS-QT");

    private static final int RATE_SCALE = 4;
    private static final long RATE_UNIT = 10_000;

    private final Consortium consortium;
    private final Draw draw;
    private final Zipf pairRank = new Zipf(PAIRS.size());
    private final Zipf securityRank;
    private final long[] prices;
    private final List<CurrencyPair> currencyPairs;

    /** Two currencies and what one unit of the first costs in the second, times 10,000. */
    private record CurrencyPair(Asset base, Asset quote, long rate) {}

    TradeDraw(Consortium consortium, Draw draw) {
        this.consortium = consortium;
        this.draw = draw;
        this.securityRank = new Zipf(consortium.securities().size());
        this.prices = consortium.securities().stream().mapToLong(Asset::price).toArray();
        Asset hkd = consortium.currency("HKD");
        Asset cny = consortium.currency("CNY");
        Asset usd = consortium.currency("USD");
        this.currencyPairs = List.of(
                new CurrencyPair(usd, hkd, 77_812),
                new CurrencyPair(usd, cny, 71_064),
                new CurrencyPair(cny, hkd, 10_949),
                new CurrencyPair(usd, hkd, 77_812));
    }

    /** A trade that both sides know and are able to settle, without a reference yet. */
    PlannedTrade settling() {
        while (true) {
            Holder[] parties = parties();
            PlannedTrade trade = ofKind(kind(parties[0], parties[1]), parties[0], parties[1]);
            if (trade.legs().stream().noneMatch(this::barrenAtEitherEnd)) {
                return trade;
            }
        }
    }

    /** A trade whose delivering account never holds what it should deliver; its other end could hold all of it. */
    PlannedTrade uncovered() {
        while (true) {
            Holder[] parties = parties();
            Holder seller = parties[0];
            PlannedTrade trade = ofKind(kind(seller, parties[1]), seller, parties[1]);
            if (trade.kind() == TradeKind.PAYMENT && draw.percent(60)) {
                trade = security(seller, parties[1]);
            }
            Leg delivery = trade.delivery();
            boolean neverDelivers = consortium.barren(seller, delivery.asset());
            boolean couldReceive = !consortium.barren(delivery.to(), delivery.asset());
            boolean paymentCovered = trade.payment().stream().noneMatch(this::barrenAtEitherEnd);
            if (neverDelivers && couldReceive && paymentCovered) {
                return trade.withFate(Fate.UNCOVERED);
            }
        }
    }

    private boolean barrenAtEitherEnd(Leg leg) {
        return consortium.barren(leg.from(), leg.asset()) || consortium.barren(leg.to(), leg.asset());
    }

    private Holder[] parties() {
        String pair = PAIRS.get(pairRank.draw(draw));
        Holder first = account(pair.substring(0, 2));
        Holder second = account(pair.substring(3));
        return draw.oneIn(2) ? new Holder[] {first, second} : new Holder[] {second, first};
    }

    /** Brokers trade three times in four for clients. */
    private Holder account(String prefix) {
        List<Holder> accounts = consortium.holders().stream()
                .filter(holder -> holder.member().prefix().equals(prefix))
                .toList();
        return accounts.size() == 1 || draw.oneIn(4) ? accounts.getFirst() : accounts.getLast();
    }

    private TradeKind kind(Holder seller, Holder buyer) {
        int chance = draw.below(100);
        List<String> roles = new ArrayList<>(seller.member().roles());
        roles.addAll(buyer.member().roles());
        if (roles.contains("PLATFORM")) {
            return chance < 84 ? TradeKind.PAYMENT : chance < 94 ? TradeKind.DVP : TradeKind.PVP;
        }
        if (roles.contains("PAYMENT_INSTITUTION")) {
            return chance < 55 ? TradeKind.PAYMENT : TradeKind.PVP;
        }
        return chance < 82 ? TradeKind.DVP : chance < 93 ? TradeKind.PVP : TradeKind.PAYMENT;
    }

    private PlannedTrade ofKind(TradeKind kind, Holder seller, Holder buyer) {
        return switch (kind) {
            case DVP -> security(seller, buyer);
            case PVP -> currencies(seller, buyer);
            case PAYMENT -> payment(seller, buyer);
        };
    }

    private PlannedTrade security(Holder seller, Holder buyer) {
        int rank = securityRank.draw(draw);
        Asset security = consortium.securities().get(rank);
        // A tick up or down around the opening price, at most a fifth away from it.
        long tick = Math.max(1, security.price() / 2_000);
        long moved = prices[rank] + tick * draw.between(-1, 1);
        prices[rank] = Math.clamp(moved, security.price() * 4 / 5, security.price() * 6 / 5);
        long lots = draw.between(1, 1L << draw.below(9));
        long quantity = lots * 100 + (draw.oneIn(12) ? draw.between(1, 99) : 0);
        Asset cash = consortium.currency(security.quote());
        long amount = Math.multiplyExact(quantity, prices[rank]);
        return trade(
                TradeKind.DVP,
                new Leg(seller, buyer, security, quantity),
                Optional.of(new Leg(buyer, seller, cash, amount)),
                Decimals.format(prices[rank], cash.scale()));
    }

    private PlannedTrade currencies(Holder seller, Holder buyer) {
        CurrencyPair pair = draw.from(currencyPairs);
        long rate = pair.rate() + draw.between(-60, 60);
        long base = draw.between(10, 400L << draw.below(8)) * 10_000 + (draw.oneIn(3) ? draw.between(1, 999_999) : 0);
        // Rounded half up to the minor unit; base and rate are positive.
        long quote = (Math.multiplyExact(base, rate) + RATE_UNIT / 2) / RATE_UNIT;
        Leg given = new Leg(seller, buyer, pair.base(), base);
        Leg taken = new Leg(buyer, seller, pair.quote(), quote);
        String price = Decimals.format(rate, RATE_SCALE);
        return draw.oneIn(2)
                ? trade(TradeKind.PVP, given, Optional.of(taken), price)
                : trade(
                        TradeKind.PVP,
                        new Leg(seller, buyer, pair.quote(), quote),
                        Optional.of(new Leg(buyer, seller, pair.base(), base)),
                        price);
    }

    private PlannedTrade payment(Holder payer, Holder payee) {
        int chance = draw.below(10);
        Asset currency = consortium.currencies().get(chance < 6 ? 0 : chance < 9 ? 1 : 2);
        long amount = draw.between(1_000, 50_000L << draw.below(8));
        return trade(TradeKind.PAYMENT, new Leg(payer, payee, currency, amount), Optional.empty(), "");
    }

    private PlannedTrade trade(TradeKind kind, Leg delivery, Optional<Leg> payment, String price) {
        return new PlannedTrade("", kind, delivery, payment, draw.percent(4), "", price, Fate.SETTLES);
    }
}
