package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.trade.TradeState;
import java.util.Map;
import java.util.TreeMap;

/** What is final stays: no effect ever moves a trade out of a final state, and each says truly where the trade was. */
final class Finality implements Invariant {
    private final Map<String, TradeState> states = new TreeMap<>();

    @Override
    public String id() {
        return "INV-14";
    }

    @Override
    public String says() {
        return "a final trade never moves again, and effects tell its way without a gap";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            for (Effect effect : told.effects()) {
                if (effect instanceof Effect.TradeRecorded recorded) {
                    require(
                            states.put(recorded.id().toString(), TradeState.ALLEGED) == null,
                            "%s was recorded twice",
                            recorded.id());
                } else if (effect instanceof Effect.TradeMoved moved) {
                    follow(moved);
                }
            }
        }
    }

    private void follow(Effect.TradeMoved moved) {
        TradeState before = states.put(moved.id().toString(), moved.to());
        require(before == moved.from(), "%s moved from %s, but was %s", moved.id(), moved.from(), before);
        require(!moved.from().terminal(), "%s was final as %s and moved to %s", moved.id(), moved.from(), moved.to());
    }
}
