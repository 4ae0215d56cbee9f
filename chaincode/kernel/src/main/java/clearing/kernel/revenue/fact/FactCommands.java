package clearing.kernel.revenue.fact;

import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;

/** To be written. */
public final class FactCommands {
    private FactCommands() {}

    public static Outcome report(RevenueCommand.ReportFacts command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome seal(RevenueCommand.SealFacts command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome attest(RevenueCommand.AttestFacts command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome challenge(RevenueCommand.ChallengeFacts command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }

    public static Outcome withdrawChallenge(RevenueCommand.WithdrawChallenge command, Execution x) {
        throw new InvariantViolation("not written yet: " + command);
    }
}
