package clearing.client.liquidity;

import clearing.kernel.liquidity.BilateralOffset;
import clearing.kernel.liquidity.FreeSelection;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.GrossFifo;
import clearing.kernel.liquidity.InstructionQueue;
import clearing.kernel.liquidity.Positions;
import clearing.kernel.liquidity.SettlementSet;

/** How an offline round chooses what settles. */
public enum Method {
    /** As the ledger does it: gross, bilateral, multilateral, resolution, then parts. */
    ROUND,
    /** First in first out, each alone. */
    GROSS,
    /** Each pair by itself, without an order across pairs. */
    BILATERAL,
    /** Multilateral offset in strict order: nobody is overtaken. */
    MULTILATERAL,
    /** Gridlock resolution in the lane's order. */
    GRIDLOCK,
    /** The most instructions, whatever their order. */
    FREE;

    /** The set of a method that settles instructions whole. */
    SettlementSet settle(InstructionQueue queue, Positions start, int[] owner) {
        return switch (this) {
            case GROSS -> GrossFifo.settle(queue, start);
            case BILATERAL -> BilateralOffset.resolve(queue, start, owner);
            case MULTILATERAL -> Gridlock.strict(queue, start);
            case ROUND, GRIDLOCK -> Gridlock.resolve(queue, start);
            case FREE -> FreeSelection.choose(queue, start, FreeSelection.counting(queue), FreeSelection.USUAL_EFFORT);
        };
    }
}
