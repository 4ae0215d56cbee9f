package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.RiskEffect;
import clearing.kernel.command.Command;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** From the declaration until it is lifted a member in default does nothing but ratify, and nothing of its settles one by one or is paid out. */
final class Quarantine implements Invariant {
    private final Set<String> inDefault = new TreeSet<>();

    @Override
    public String id() {
        return "INV-16";
    }

    @Override
    public String says() {
        return "a member in default does nothing, and its trades wait for their close-out";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            if (inDefault.contains(told.envelope().proposal().caller().memberId())) {
                requireNothing(told);
            }
            told.effects().forEach(effect -> check(effect, told));
        }
    }

    private void requireNothing(Told told) {
        List<Outcome> outcomes = told.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            Command command = told.batch().entries().get(i).command();
            boolean frame = command instanceof Command.Constitute || command instanceof Command.Ratify;
            require(
                    frame || !outcomes.get(i).accepted(),
                    "%s was done for a member in default: %s",
                    command,
                    outcomes.get(i));
        }
    }

    private void check(Effect effect, Told told) {
        switch (effect) {
            case RiskEffect.DefaultSigned signed when signed.declared() -> inDefault.add(signed.member());
            case RiskEffect.LiftSigned signed when signed.lifted() -> inDefault.remove(signed.member());
            case Effect.Posted posted
            when inDefault.contains(posted.member()) -> {
                boolean allowed = switch (posted.kind()) {
                    case DEPOSIT, CYCLE_NET, DEFAULT -> true;
                    default -> false;
                };
                require(allowed, "%s moved value of a member in default: %s", told.envelope(), posted);
            }
            case Effect.TradeMoved moved
            when isParty(moved) -> {
                boolean allowed = switch (moved.to()) {
                    case CLOSED_OUT, EXPIRED, REJECTED -> true;
                    default -> moved.from() == TradeState.NETTED && moved.to() == TradeState.SETTLED;
                };
                require(allowed, "%s moved a trade of a member in default: %s", told.envelope(), moved);
            }
            default -> {
                // Nothing of a member in default.
            }
        }
    }

    private boolean isParty(Effect.TradeMoved moved) {
        return inDefault.contains(moved.id().page().author())
                || inDefault.contains(moved.id().page().counterparty());
    }
}
