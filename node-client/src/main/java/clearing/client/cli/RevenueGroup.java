package clearing.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clearing revenue}: agreements about shared revenue. */
@Command(
        name = "revenue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shares revenue by agreements that all parties signed.",
            "Terms are checked before anybody signs, measures reported by who is named for them, and every amount is explained."
        },
        subcommands = {
            RevenueSignCommand.Propose.class,
            RevenueSignCommand.Sign.class,
            RevenueTemplateCommand.class,
            RevenueCheckCommand.class,
            RevenueSimulateCommand.class,
            RevenueShowCommand.Listing.class,
            RevenueShowCommand.Show.class,
            RevenueReportCommand.class,
            RevenueUsageGroup.class,
            RevenueSealCommand.class,
            RevenueFactsCommand.class,
            RevenueWordCommand.Attest.class,
            RevenueWordCommand.Challenge.class,
            RevenueWordCommand.Withdraw.class,
            RevenueRunCommand.class,
            RevenueExplainCommand.class,
            RevenueDisputeCommand.Raise.class,
            RevenueDisputeCommand.Resolve.class,
            RevenueReserveCommand.Release.class,
            RevenueReserveCommand.Draw.class,
            RevenueProofCommand.Export.class,
            RevenueProofCommand.Verify.class,
            ReportQuarterCommand.class
        })
final class RevenueGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }
}
