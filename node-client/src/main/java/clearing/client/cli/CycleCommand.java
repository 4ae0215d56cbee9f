package clearing.client.cli;

import clearing.kernel.calendar.CycleId;
import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clearing cycle}: settlement cycles on the ledger. */
@Command(
        name = "cycle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Settlement cycles: what the verified ledger says of them, the agent's steps, and a check of one's own"
                        + " net.",
        subcommands = {CycleListCommand.class, CycleShowCommand.class, CycleCloseCommand.class, CycleVerifyCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing cycle list --profile members/HarbourBrokers/profile.json",
            "  clearing cycle verify --profile members/HarbourBrokers/profile.json --lane HK --cycle 2026-11-30/0"
        })
final class CycleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say list, show, close or verify.");
    }

    /** Reads {@code 2026-11-30/0}. */
    static CycleId cycle(CommandSpec spec, String lane, String text) {
        int slash = text.indexOf('/');
        try {
            int number = Integer.parseInt(text.substring(slash + 1));
            if (slash > 0 && number >= 0) {
                return new CycleId(lane, LocalDate.parse(text.substring(0, slash)), number);
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), fault(text), e);
        }
        throw new CommandLine.ParameterException(spec.commandLine(), fault(text));
    }

    private static String fault(String text) {
        return "'" + text + "' is no cycle such as 2026-11-30/0.";
    }
}
