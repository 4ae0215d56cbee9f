package clearing.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clearing revenue usage}: metered facts by the million. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reports metered facts from a file: sums, numbers and roots go on the ledger, the detail stays with the reporter.",
            "A fact is proved, or a page disclosed, against what the ledger holds."
        },
        subcommands = {RevenueUsageReportCommand.class, RevenueUsageProveCommand.class, RevenueUsageCheckCommand.class})
final class RevenueUsageGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }
}
