package clearing.simulation.workload;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
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

    private static void moved(Ground ground, Command first, Effect.TradeMoved moved) {
        switch (moved.to()) {
            case REJECTED -> ground.note(Situation.REJECTED);
            case CANCELLED -> ground.note(Situation.CANCELLED);
            case EXPIRED -> ground.note(Situation.EXPIRED);
            case FAILED -> ground.note(Situation.FAILED);
            case QUEUED -> ground.note(Situation.QUEUED);
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
