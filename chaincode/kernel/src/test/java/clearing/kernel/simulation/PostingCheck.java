package clearing.kernel.simulation;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of the effects of one transaction: legs sum to nothing per trade and asset, and a trade settles once. */
final class PostingCheck {
    private PostingCheck() {}

    static Optional<String> sumsToNothing(List<Effect> effects) {
        Map<String, BigInteger> sums = new HashMap<>();
        Set<TradeId> settled = new HashSet<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Posted p
                    && (p.kind() == PostingKind.TRADE_LEG || p.kind() == PostingKind.HOLD)) {
                sums.merge(
                        (p.kind() == PostingKind.HOLD ? p.reference() : p.trade()) + p.asset(),
                        BigInteger.valueOf(p.amount()),
                        BigInteger::add);
            }
            if (effect instanceof Effect.TradeMoved m && m.to() == TradeState.SETTLED && !settled.add(m.id())) {
                return Optional.of(m.id() + " settles twice");
            }
        }
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(sum -> "legs of " + sum.getKey() + " sum to " + sum.getValue())
                .findFirst();
    }
}
