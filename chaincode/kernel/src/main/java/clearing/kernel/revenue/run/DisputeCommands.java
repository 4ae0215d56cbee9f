package clearing.kernel.revenue.run;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;

/** To be written. */
public final class DisputeCommands {
    private DisputeCommands() {}

    public static Outcome dispute(RevenueCommand.DisputeLine command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome resolve(RevenueCommand.ResolveDispute command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }
}
