package clearing.kernel.defaults;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RiskEffect;
import clearing.kernel.collateral.Price;
import clearing.kernel.collateral.Valuations;
import clearing.kernel.cycle.CycleCloseOut;
import clearing.kernel.execution.Execution;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.Wishes;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Reversals;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Close-out netting: open trades of the defaulter end, and their legs add up per counterparty and asset. */
final class CloseOut {
    private final DefaultCase open;
    private final Execution x;
    private final String currency;

    CloseOut(DefaultCase open, Execution x) {
        this.open = open;
        this.x = x;
        this.currency = x.constitution().rules().defaultRule().orElseThrow().currency();
    }

    /** Why these pages cannot be closed out, or empty; each asset that is needed gets its price fixed. */
    Optional<Outcome> refuse(List<PageId> pages) {
        for (int p = 0; p < pages.size(); p++) {
            String path = "pages[" + p + "]";
            PageId id = pages.get(p);
            if (!id.isParty(open.member())) {
                return Optional.of(
                        Outcome.refused(ResultCode.NOT_A_PARTY, path, "the defaulter is no party of this page"));
            }
            if (pages.indexOf(id) < p) {
                return Optional.of(Outcome.refused(ResultCode.MALFORMED, path, "the page is named twice"));
            }
            Optional<StatusPage> status = x.ledger().status(id);
            if (status.isEmpty()) {
                return Optional.of(Outcome.refused(ResultCode.PAGE_NOT_FOUND, path));
            }
            Optional<Outcome> price = fixPrices(x.ledger().page(id).orElseThrow(), status.get(), path);
            if (price.isPresent()) {
                return price;
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> fixPrices(TradePage page, StatusPage status, String path) {
        for (int i = 0; i < status.count(); i++) {
            if (isObligation(status.state(i))) {
                boolean priced =
                        fixPrice(page.deliveryAsset(i)) && (!page.hasPayment(i) || fixPrice(page.paymentAsset(i)));
                if (!priced) {
                    return Optional.of(Outcome.refused(ResultCode.NO_FRESH_VALUATION, path + ".trades[" + i + "]"));
                }
            }
        }
        return Optional.empty();
    }

    private boolean fixPrice(int asset) {
        return fixPrice(open, x.constitution().asset(asset).code(), currency, x);
    }

    /** The default keeps the first fresh price that it needs; false when there is none. */
    static boolean fixPrice(DefaultCase open, String asset, String currency, Execution x) {
        if (open.price(asset).isPresent()) {
            return true;
        }
        Optional<Price> price = asset.equals(currency) ? Optional.of(Price.ONE) : Valuations.inForce(asset, x);
        price.ifPresent(found -> open.fix(asset, found));
        return price.isPresent();
    }

    /**
     * Ends the trades. A refusal takes back what it follows on: what a pair owes each other in a cycle is known only when it is taken.
     *
     * @return with the number of trades that ended
     */
    Outcome run(List<PageId> pages) {
        int all = 0;
        for (int p = 0; p < pages.size(); p++) {
            TradePage page = x.ledger().page(pages.get(p)).orElseThrow();
            SortedMap<String, BigInteger> sums = new TreeMap<>();
            all += page(page, x.ledger().status(pages.get(p)).orElseThrow(), sums);
            for (String asset : sums.keySet()) {
                if (!fixPrice(open, asset, currency, x)) {
                    return Outcome.refused(ResultCode.NO_FRESH_VALUATION, "pages[" + p + "]", asset + " has none");
                }
            }
        }
        return all == 0 ? new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0) : Outcome.done(all);
    }

    private int page(TradePage page, StatusPage status, SortedMap<String, BigInteger> sums) {
        boolean isAuthor = page.id().author().equals(open.member());
        String counterparty = isAuthor ? page.id().counterparty() : page.id().author();
        int closed = 0;
        int ended = 0;
        BitSet netted = new BitSet();
        LaneWishes wishes = LaneWishes.of(page.id().lane(), x);
        for (int i = 0; i < status.count(); i++) {
            TradeState from = status.state(i);
            if (isObligation(from)) {
                boolean gives = page.authorDelivers(i) == isAuthor;
                Wishes asked = wishes.of(new TradeId(page.id(), i));
                add(sums, page.deliveryAsset(i), asked.deliveryLeft(page, i), gives);
                if (page.hasPayment(i)) {
                    add(sums, page.paymentAsset(i), asked.paymentLeft(page, i), !gives);
                }
                end(page, status, i, from, TradeState.CLOSED_OUT);
                closed++;
            } else if (from == TradeState.NETTED) {
                netted.set(i);
            } else if (!from.terminal()) {
                // Nobody is bound by what was never affirmed.
                end(page, status, i, from, TradeState.EXPIRED);
                ended++;
            }
        }
        if (!netted.isEmpty()) {
            CycleCloseOut.Taken taken = CycleCloseOut.take(page, netted, x);
            taken.owedByAuthor()
                    .forEach((asset, owed) -> sums.merge(
                            x.constitution().asset(asset).code(), isAuthor ? owed : owed.negate(), BigInteger::add));
            taken.ended().stream().forEach(i -> end(page, status, i, TradeState.NETTED, TradeState.CLOSED_OUT));
            taken.settled().stream().forEach(i -> end(page, status, i, TradeState.NETTED, TradeState.SETTLED));
            closed += taken.ended().cardinality();
            ended += taken.settled().cardinality();
        }
        if (closed > 0) {
            sums.forEach((asset, quantity) -> open.owe(counterparty, asset, quantity));
            open.closedOut(closed);
            int trades = closed;
            x.effects().add(() -> new RiskEffect.ClosedOut(open.member(), open.number(), counterparty, trades, sums));
        }
        return closed + ended;
    }

    private void add(SortedMap<String, BigInteger> sums, int asset, long amount, boolean defaulterGives) {
        BigInteger signed = BigInteger.valueOf(defaulterGives ? amount : -amount);
        sums.merge(x.constitution().asset(asset).code(), signed, BigInteger::add);
    }

    private void end(TradePage page, StatusPage status, int index, TradeState from, TradeState to) {
        status.move(index, to);
        if (to != TradeState.SETTLED) {
            Reversals.release(x.ledger(), page, index);
        }
        x.effects().add(() -> new Effect.TradeMoved(new TradeId(page.id(), index), from, to, RejectReason.NONE));
    }

    private static boolean isObligation(TradeState state) {
        return state == TradeState.AFFIRMED || state == TradeState.QUEUED;
    }
}
