package clearing.client.replay;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run of a chain's commands came to: when trades were affirmed and settled, and what each member moved and needed. */
final class Tally {
    static final Comparator<TradeId> BY_TRADE =
            Comparator.comparing(TradeId::page).thenComparingInt(TradeId::index);

    /** A place in the chain and the ledger's time there. */
    record Moment(long block, Instant at) {}

    private record Holder(String member, String asset) {}

    private static final Comparator<Holder> BY_HOLDER =
            Comparator.comparing(Holder::member).thenComparing(Holder::asset);

    private final TreeMap<TradeId, Moment> affirmed = new TreeMap<>(BY_TRADE);
    private final TreeMap<TradeId, Moment> settled = new TreeMap<>(BY_TRADE);
    private final TreeMap<Holder, Flow> flows = new TreeMap<>(BY_HOLDER);

    /**
     * What settlement moved of an asset at a member, whichever of its accounts.
     *
     * @param moved in and out
     * @param net what came in less what went out
     * @param deepest the least that {@code net} ever was, 0 at most: what the member had to bring
     */
    record Flow(BigInteger moved, BigInteger net, BigInteger deepest) {
        static final Flow NONE = new Flow(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        private Flow post(long amount) {
            BigInteger value = BigInteger.valueOf(amount);
            return new Flow(moved.add(value.abs()), net.add(value), deepest);
        }

        private Flow rest() {
            return new Flow(moved, net, deepest.min(net));
        }

        BigInteger peakDebit() {
            return deepest.negate();
        }
    }

    /**
     * Takes in what one transaction did: its postings count together, as they happen at one instant.
     *
     * @return trades that settled by it
     */
    List<TradeId> note(Moment moment, List<Effect> effects) {
        List<TradeId> now = new ArrayList<>();
        TreeMap<Holder, Flow> touched = new TreeMap<>(BY_HOLDER);
        for (Effect effect : effects) {
            if (effect instanceof Effect.TradeMoved moved) {
                if (moved.from() == TradeState.ALLEGED
                        && (moved.to() == TradeState.AFFIRMED || moved.to() == TradeState.NETTED)) {
                    affirmed.putIfAbsent(moved.id(), moment);
                }
                if (moved.to() == TradeState.SETTLED) {
                    settled.put(moved.id(), moment);
                    now.add(moved.id());
                }
            } else if (effect instanceof Effect.Posted posted && isSettlement(posted.kind())) {
                Holder holder = new Holder(posted.member(), posted.asset());
                Flow before = touched.getOrDefault(holder, flows.getOrDefault(holder, Flow.NONE));
                touched.put(holder, before.post(posted.amount()));
            }
        }
        touched.forEach((holder, flow) -> flows.put(holder, flow.rest()));
        return now;
    }

    private static boolean isSettlement(PostingKind kind) {
        return kind == PostingKind.TRADE_LEG || kind == PostingKind.CYCLE_NET;
    }

    Flow flow(String member, String asset) {
        return flows.getOrDefault(new Holder(member, asset), Flow.NONE);
    }

    SortedMap<TradeId, Moment> settled() {
        return Collections.unmodifiableSortedMap(settled);
    }

    Optional<Moment> affirmed(TradeId trade) {
        return Optional.ofNullable(affirmed.get(trade));
    }
}
