package clearing.kernel.revenue.run;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;

/** To be written. */
public final class RunCommands {
    private RunCommands() {}

    public static Outcome run(RevenueCommand.RunRevenue command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }
}
