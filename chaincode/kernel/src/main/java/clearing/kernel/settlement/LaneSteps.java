package clearing.kernel.settlement;

import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.GrossFifo;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementRound;
import clearing.kernel.liquidity.SettlementSet;
import clearing.kernel.rulebook.LaneStepsRule;
import java.util.BitSet;

/** What a whole round settles, as far as its lane agreed to go. */
final class LaneSteps {
    private LaneSteps() {}

    /**
     * @param owner the party of each position
     */
    static SettlementSet settle(InstructionQueue queue, Positions start, int[] owner, LaneStepsRule.Step upTo) {
        return switch (upTo) {
            case GROSS -> GrossFifo.settle(queue, start);
            case BILATERAL -> bilateral(queue, start, owner);
            case MULTILATERAL -> Gridlock.strict(queue, start);
            // The whole of a round is what the resolution finds at once; its steps only tell how.
            case RESOLUTION -> Gridlock.resolve(queue, start);
        };
    }

    private static SettlementSet bilateral(InstructionQueue queue, Positions start, int[] owner) {
        SettlementRound round = SettlementRound.run(queue, start, owner);
        BitSet settled = new BitSet(queue.size());
        for (int i = 0; i < queue.size(); i++) {
            boolean early = round.step(i)
                    .map(step -> switch (step) {
                        case GROSS, BILATERAL -> true;
                        case MULTILATERAL, RESOLUTION, PARTIAL -> false;
                    })
                    .orElse(false);
            settled.set(i, early);
        }
        return SettlementSet.of(queue, start, settled);
    }
}
