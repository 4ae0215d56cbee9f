package clearing.settlement;

import clearing.client.profile.ProfileException;
import clearing.settlement.store.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The settlement service on the command line. Exits with 2 on bad input, 1 on any other failure. */
@Command(
        name = "settlement-service",
        mixinStandardHelpOptions = true,
        version = "settlement-service 0.1.0",
        subcommands = {
            ServeCommand.class,
            UsersCommand.class,
            BooksCommand.class,
            JournalCommand.class,
            SourcesCommand.class
        },
        description = "Reconciles the ledger with a member's own books.")
public final class SettlementMain {
    private SettlementMain() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new SettlementMain());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            boolean input = failure instanceof ConfigException || failure instanceof ProfileException;
            if (!input && !(failure instanceof StorageException)) {
                failure.printStackTrace(command.getErr());
            }
            return input ? 2 : 1;
        });
        return line.execute(args);
    }
}
