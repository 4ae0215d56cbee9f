package clearing.kernel.revenue.run;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;

/** To be written. */
public final class ReserveCommands {
    private ReserveCommands() {}

    public static Outcome release(RevenueCommand.ReleaseReserve command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome draw(RevenueCommand.DrawReserve command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }
}
