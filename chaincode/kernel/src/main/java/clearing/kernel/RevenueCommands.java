package clearing.kernel;

import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.AgreementCommands;
import clearing.kernel.revenue.fact.FactCommands;
import clearing.kernel.revenue.run.DisputeCommands;
import clearing.kernel.revenue.run.ReserveCommands;
import clearing.kernel.revenue.run.RunCommands;

/** Leads the commands of revenue agreements to their rules. */
final class RevenueCommands {
    private RevenueCommands() {}

    static Outcome apply(RevenueCommand command, Execution x) {
        return switch (command) {
            case RevenueCommand.ProposeTerms c -> AgreementCommands.propose(c, x);
            case RevenueCommand.SignTerms c -> AgreementCommands.sign(c, x);
            case RevenueCommand.ReportFacts c -> FactCommands.report(c, x);
            case RevenueCommand.SealFacts c -> FactCommands.seal(c, x);
            case RevenueCommand.AttestFacts c -> FactCommands.attest(c, x);
            case RevenueCommand.ChallengeFacts c -> FactCommands.challenge(c, x);
            case RevenueCommand.WithdrawChallenge c -> FactCommands.withdrawChallenge(c, x);
            case RevenueCommand.DisputeLine c -> DisputeCommands.dispute(c, x);
            case RevenueCommand.ResolveDispute c -> DisputeCommands.resolve(c, x);
            case RevenueCommand.RunRevenue c -> RunCommands.run(c, x);
            case RevenueCommand.ReleaseReserve c -> ReserveCommands.release(c, x);
            case RevenueCommand.DrawReserve c -> ReserveCommands.draw(c, x);
        };
    }
}
