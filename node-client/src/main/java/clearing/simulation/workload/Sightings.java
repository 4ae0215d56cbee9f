package clearing.simulation.workload;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.RiskEffect;
import clearing.kernel.command.Command;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Situation;
import java.util.List;

/** Notes which situations of the business came up. */
public final class Sightings {
    private Sightings() {}

    /** What commands were answered. */
    public static void outcomes(Ground ground, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            switch (outcome.code()) {
                case ALREADY_RECORDED -> ground.note(Situation.REPEATED);
                case CONTENT_CONFLICT -> ground.note(Situation.CONFLICTING);
                case ROLE_MISSING -> ground.note(Situation.WRONG_ROLE);
                case NOT_A_PARTY -> ground.note(Situation.NOT_A_PARTY);
                case LINKED_COMMAND_FAILED -> ground.note(Situation.LINKED_UNDONE);
                case INSUFFICIENT_BALANCE -> ground.note(Situation.SHORT);
                case TIME_RUNS_BACKWARDS -> ground.note(Situation.TIME_RAN_BACKWARDS);
                case PROPOSAL_STALE, PROPOSAL_UNCOVERED, PROPOSAL_OUT_OF_ORDER, PROPOSAL_NOT_MAXIMAL ->
                    ground.note(Situation.SET_REFUSED);
                case PROPOSAL_OVER_LIMIT -> ground.note(Situation.OVER_LIMIT);
                case STEP_NOT_AGREED -> ground.note(Situation.STEP_REFUSED);
                case CUT_OFF_NOT_REACHED -> ground.note(Situation.CUT_OFF_TOO_EARLY);
                case CYCLE_CUT_OFF -> ground.note(Situation.BOUND_TO_CYCLE);
                case FUNDS_SETTLE_NET -> ground.note(Situation.FUNDS_WAIT);
                case CYCLE_UNCOVERED -> ground.note(Situation.CYCLE_SHORT);
                case FAIL_TIME_NOT_REACHED -> ground.note(Situation.CARRIED_TOO_EARLY);
                case COVER_NEEDED -> ground.note(Situation.COVER_NEEDED);
                case VALUATION_SUPERSEDED -> ground.note(Situation.PRICE_SUPERSEDED);
                case BELOW_RESERVE_TARGET -> ground.note(Situation.BELOW_TARGET);
                case MEMBER_IN_DEFAULT -> ground.note(Situation.DEFAULTER_REFUSED);
                case DEFAULT_NOT_CURED -> ground.note(Situation.NOT_CURED);
                case NO_FRESH_VALUATION -> ground.note(Situation.NO_PRICE);
                default -> {
                    // Every other outcome is held against the oracle; it is no situation by itself.
                }
            }
        }
    }

    /** What a valid transaction brought about. */
    public static void effects(Ground ground, Command first, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.TradeMoved moved -> moved(ground, first, moved);
                case Effect.TradeTakenIn taken -> ground.note(Situation.TAKEN_IN);
                case Effect.CycleNetted netted when netted.cycle().trades() > 0 -> ground.note(Situation.CYCLE_NETTED);
                case Effect.CycleSettled settled
                when settled.cycle().trades() > 0 -> ground.note(Situation.CYCLE_SETTLED);
                case Effect.FailCarried carried -> ground.note(Situation.FAIL_CARRIED);
                case Effect.CycleClosed closed -> ground.note(Situation.CYCLE_CLOSED);
                case RiskEffect risk -> risk(ground, risk);
                case Effect.WithdrawalDeclined declined -> ground.note(Situation.WITHDRAWAL_DECLINED);
                case Effect.Posted posted
                when posted.kind() == PostingKind.WITHDRAWAL -> ground.note(Situation.WITHDRAWAL_PAID);
                case Effect.Constituted constituted
                when constituted.constitution().version() > 1 -> ground.note(Situation.CONSTITUTION_GREW);
                default -> {
                    // No situation by itself.
                }
            }
        }
    }

    private static void risk(Ground ground, RiskEffect effect) {
        switch (effect) {
            case RiskEffect.PledgeChanged changed ->
                ground.note(changed.change() > 0 ? Situation.PLEDGED : Situation.RELEASED);
            case RiskEffect.PriceAttested priced -> ground.note(Situation.PRICED);
            case RiskEffect.ReserveChanged changed when changed.change() > 0 -> ground.note(Situation.CONTRIBUTED);
            case RiskEffect.ReserveChanged changed -> {
                // Taking back is no situation by itself; a loss that the fund bears is told by the waterfall.
            }
            case RiskEffect.DefaultSigned signed -> {
                if (signed.declared()) {
                    ground.note(Situation.DEFAULT_DECLARED);
                }
            }
            case RiskEffect.LiftSigned signed -> {
                if (signed.lifted()) {
                    ground.note(Situation.DEFAULT_LIFTED);
                }
            }
            case RiskEffect.ClosedOut closed -> ground.note(Situation.CLOSED_OUT);
            case RiskEffect.WaterfallStepped stepped -> stepped(ground, stepped);
        }
    }

    private static void stepped(Ground ground, RiskEffect.WaterfallStepped stepped) {
        boolean moved =
                stepped.record().lines().stream().anyMatch(line -> line.amount().signum() > 0);
        boolean sold = stepped.record().lines().stream()
                .anyMatch(line -> line.amount().signum() > 0 && !line.member().equals(stepped.member()));
        if (moved) {
            ground.note(Situation.WATERFALL_RAN);
        }
        switch (stepped.record().step()) {
            case COLLATERAL -> {
                if (sold) {
                    ground.note(Situation.COLLATERAL_SOLD);
                }
            }
            case FIRST_LOSS, RESERVE -> ground.note(Situation.RESERVE_USED);
            case LOSS_ALLOCATION -> ground.note(Situation.LOSS_ALLOCATED);
            case OWN_CASH, RECEIVABLES, OWN_RESERVE, PAYMENT -> {
                // They come up in every waterfall.
            }
        }
    }

    private static void moved(Ground ground, Command first, Effect.TradeMoved moved) {
        switch (moved.to()) {
            case REJECTED -> ground.note(Situation.REJECTED);
            case CANCELLED -> ground.note(Situation.CANCELLED);
            case EXPIRED -> ground.note(Situation.EXPIRED);
            case FAILED -> ground.note(Situation.FAILED);
            case QUEUED -> ground.note(Situation.QUEUED);
            case NETTED -> {
                if (first instanceof Command.Deliver) {
                    ground.note(Situation.DELIVERED_FIRST);
                }
            }
            case SETTLED -> {
                if (first instanceof Command.SettleSet) {
                    ground.note(Situation.SET_SETTLED);
                } else if (first instanceof Command.Settle) {
                    ground.note(Situation.SETTLED_GROSS);
                }
            }
            default -> {
                // Alleged and affirmed trades come up in every seed.
            }
        }
    }
}
