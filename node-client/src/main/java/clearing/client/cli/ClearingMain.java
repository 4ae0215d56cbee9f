package clearing.client.cli;

import clearing.generate.GenerateCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code clearing} command line. */
@Command(
        name = "clearing",
        version = "clearing 0.1.0",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "A member's client of the clearing ledger: trades, affirmation, funding, settlement, and what the"
                + " ledger holds.",
        subcommands = {
            RunCommand.class,
            InitCommand.class,
            SubmitCommand.class,
            AffirmCommand.class,
            InstructCommand.class,
            MatchCommand.class,
            WithdrawCommand.class,
            AmendCommand.class,
            CancelCommand.class,
            AllocateCommand.class,
            RevenueGroup.class,
            SharedBreakGroup.class,
            JournalGroup.class,
            QueueCommand.class,
            HoldCommand.class,
            PeriodCommand.class,
            LateCommand.class,
            FundCommand.class,
            SettleCommand.class,
            PositionsCommand.class,
            TradesCommand.class,
            TradeCommand.class,
            CertificateCommand.class,
            VerifyCommand.class,
            DigestCommand.class,
            OutboxCommand.class,
            StatusCommand.class,
            BlocksCommand.class,
            AgentCommand.class,
            CycleCommand.class,
            NetCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            CalendarCommand.class,
            CollateralCommand.class,
            PriceCommand.class,
            DefaultCommand.class,
            StressCommand.class,
            DrillCommand.class,
            GenerateCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the ledger refused, or cannot be reached",
            "2:bad input; each fault is printed as file:line:column: CODE sentence",
            "3:something was sent whose outcome is not known yet; run 'clearing outbox --resume'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing submit --profile members/HarbourBrokers/profile.json --trades trades.csv",
            "  clearing run --profile members/HarbourBrokers/profile.json --day day",
            "  clearing trades --profile members/HarbourBrokers/profile.json --state QUEUED --json",
            "  clearing certificate --profile members/HarbourBrokers/profile.json --reference HB-1 -o hb-1.json",
            "  clearing verify hb-1.json --roots members",
            "",
            "Set up completion:  source <(clearing completion)"
        })
public final class ClearingMain implements Runnable {
    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public ClearingMain() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** The command line with its faults turned into exit codes. */
    public static CommandLine commandLine() {
        return new CommandLine(new ClearingMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(ClearingMain::execute)
                .setExecutionExceptionHandler(new Failures());
    }

    /** What a command has printed is out before the program can end: the writers keep the end of a text without a line's end. */
    private static int execute(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            for (CommandLine line : parsed.asCommandLineList()) {
                line.getOut().flush();
                line.getErr().flush();
            }
        }
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "clearing-logback.xml");
        }
        // The gRPC library logs by another road and greets on it.
        GRPC_LOG.setLevel(Level.WARNING);
        System.exit(commandLine().execute(args));
    }
}
