package clearing.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code clearing break}: breaks that two institutions share on the ledger. */
@Command(
        name = "break",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shares a break with the institution on its other side.",
            "It is resolved when a maker and a checker of each, four persons, have signed the same resolution; the contract refuses anything else."
        },
        subcommands = {
            SharedBreakOpen.class,
            SharedBreakWords.Answer.class,
            SharedBreakWords.Comment.class,
            SharedBreakResolve.Propose.class,
            SharedBreakResolve.Sign.class,
            SharedBreakWords.Escalate.class,
            SharedBreakWords.Withdraw.class,
            SharedBreakList.class
        })
final class SharedBreakGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }
}
