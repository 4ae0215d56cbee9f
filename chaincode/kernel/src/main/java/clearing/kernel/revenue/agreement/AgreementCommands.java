package clearing.kernel.revenue.agreement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;

/** To be written. */
public final class AgreementCommands {
    private AgreementCommands() {}

    public static Outcome propose(RevenueCommand.ProposeTerms command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome sign(RevenueCommand.SignTerms command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }
}
