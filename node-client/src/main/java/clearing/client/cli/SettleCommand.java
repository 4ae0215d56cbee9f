package clearing.client.cli;

import clearing.client.liquidity.Method;
import clearing.client.liquidity.OfflineSettlement;
import clearing.client.liquidity.OfflineSettlement.Question;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing settle}: settlement rounds on the ledger until nothing moves, or one round over files without a ledger. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs settlement rounds over everything due, as the member's agent, until one finds nothing to do.",
            "With --obligations, without a ledger: says what of a file would settle, in which order, what would wait and why,",
            "and with --with what would be different."
        },
        footerHeading =
                "%nFiles: reference,payer,payee,asset,amount[,settlement_asset,settlement_amount][,priority][,earliest][,latest]"
                        + "[,partial]; member,asset,amount; member,asset,cap. Examples:%n",
        footer = {
            "  clearing settle --profile members/HarbourBrokers/profile.json --fail-overdue",
            "  clearing settle --obligations queue.csv --balances balances.csv --caps caps.csv",
            "  clearing settle --obligations queue.csv --balances balances.csv --with \"LanternPay HKD +5000000\""
        })
final class SettleCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private @Nullable Where where;

    @Option(names = "--fail-overdue", description = "On the ledger: afterwards, overdue trades without cover fail.")
    private boolean failOverdue;

    @Option(
            names = "--expire-alleged",
            description = "With --fail-overdue: overdue trades that nobody affirmed expire.")
    private boolean expireAlleged;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** On the ledger or over files. */
    static final class Where {
        @ArgGroup(exclusive = false, heading = "On the ledger:%n")
        private @Nullable MemberOptions member;

        @ArgGroup(exclusive = false, heading = "Over files, without a ledger:%n")
        private @Nullable Files files;
    }

    /** What an offline round looks at. */
    static final class Files {
        @Option(names = "--obligations", required = true, paramLabel = "FILE", description = "CSV file of obligations.")
        private Path obligations = Path.of("");

        @Option(names = "--balances", paramLabel = "FILE", description = "CSV file of what members have.")
        private Optional<Path> balances = Optional.empty();

        @Option(names = "--caps", paramLabel = "FILE", description = "CSV file of how far below zero they may go.")
        private Optional<Path> caps = Optional.empty();

        @Option(names = "--method", defaultValue = "round", description = "${COMPLETION-CANDIDATES}. Default round.")
        private Method method = Method.ROUND;

        @Option(names = "--at", paramLabel = "HH:mm", description = "Leaves out what is not to settle at this time.")
        private Optional<LocalTime> at = Optional.empty();

        @Option(
                names = "--with",
                paramLabel = "CHANGE",
                description = "A change to try, \"MEMBER ASSET +AMOUNT\" or -AMOUNT; may be given several times.")
        private List<String> with = new ArrayList<>();

        private Question question() {
            return new Question(obligations, balances, caps, method, at, with);
        }
    }

    @Override
    public Integer call() throws Exception {
        Where chosen = where;
        if (chosen != null && chosen.files != null) {
            return offline(chosen.files.question());
        }
        if (chosen != null && chosen.member != null) {
            return onTheLedger(chosen.member);
        }
        throw usage("--profile or --obligations is needed");
    }

    private int offline(Question question) {
        if (failOverdue || expireAlleged) {
            throw usage("--fail-overdue and --expire-alleged are for the ledger, not for --obligations");
        }
        new SettleTable(output).print(OfflineSettlement.answer(question));
        return Exit.DONE;
    }

    private int onTheLedger(MemberOptions member) throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            int moved = actions.settle(failOverdue, expireAlleged);
            if (output.json()) {
                output.print(Output.object().put("member", session.member()).put("moved", moved));
            } else {
                output.out().println(moved + " trades settled or ended.");
            }
            return Exit.DONE;
        }
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
