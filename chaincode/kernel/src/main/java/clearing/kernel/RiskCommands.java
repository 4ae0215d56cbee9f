package clearing.kernel;

import clearing.kernel.collateral.CollateralCommands;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.defaults.DefaultCommands;
import clearing.kernel.execution.Execution;
import clearing.kernel.reserve.ReserveCommands;

/** Leads the commands of collateral, reserve fund and default to their rules. */
final class RiskCommands {
    private RiskCommands() {}

    static Outcome apply(RiskCommand command, Execution x) {
        return switch (command) {
            case RiskCommand.Pledge c -> CollateralCommands.pledge(c, x);
            case RiskCommand.Release c -> CollateralCommands.release(c, x);
            case RiskCommand.AttestPrice c -> CollateralCommands.attestPrice(c, x);
            case RiskCommand.Contribute c -> ReserveCommands.contribute(c, x);
            case RiskCommand.TakeBack c -> ReserveCommands.takeBack(c, x);
            case RiskCommand.DeclareDefault c -> DefaultCommands.declare(c, x);
            case RiskCommand.ApproveDefault c -> DefaultCommands.approve(c, x);
            case RiskCommand.LiftDefault c -> DefaultCommands.lift(c, x);
            case RiskCommand.CloseOut c -> DefaultCommands.closeOut(c, x);
            case RiskCommand.RunWaterfall c -> DefaultCommands.runWaterfall(c, x);
        };
    }
}
