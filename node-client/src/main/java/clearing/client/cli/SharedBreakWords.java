package clearing.client.cli;

import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.BreakId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said about a shared break but its resolution. */
final class SharedBreakWords {
    private SharedBreakWords() {}

    /** Which break, and words. */
    static final class Named {
        @Mixin
        private SharedBreakOptions asked = new SharedBreakOptions();

        @Parameters(paramLabel = "OPENER/REFERENCE", description = "The break.")
        private String id = "";

        @Option(names = "--words", defaultValue = "", description = "Up to 200 characters that all members can read.")
        private String words = "";

        /** Says it about the break, as the hand that may. */
        int send(String verb, String hand, Function<BreakId, ReconcileCommand> word) throws InterruptedException {
            return asked.actions().send("break " + verb, asked.as(hand), session -> word.apply(asked.id(id)));
        }
    }

    @Command(
            name = "answer",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows the hash of the own evidence, as a maker of the counterparty.")
    static final class Answer implements Callable<Integer> {
        @Mixin
        private Named named = new Named();

        @Option(names = "--evidence", required = true, paramLabel = "FILE", description = "What you have to show.")
        private Path evidence = Path.of("");

        @Override
        public Integer call() throws InterruptedException {
            return named.send(
                    "answer",
                    "maker",
                    id -> new ReconcileCommand.AnswerBreak(id, named.asked.hash(evidence), named.words));
        }
    }

    @Command(
            name = "comment",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Says something to the other side; its hash, and words if wanted, stand on the ledger.")
    static final class Comment implements Callable<Integer> {
        @Mixin
        private Named named = new Named();

        @Option(names = "--comment", required = true, paramLabel = "FILE", description = "The comment itself.")
        private Path comment = Path.of("");

        @Override
        public Integer call() throws InterruptedException {
            return named.send(
                    "comment",
                    "maker",
                    id -> new ReconcileCommand.CommentBreak(id, named.asked.hash(comment), named.words));
        }
    }

    @Command(
            name = "escalate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "States that a deadline has passed; the ledger says who is late.")
    static final class Escalate implements Callable<Integer> {
        @Mixin
        private Named named = new Named();

        @Override
        public Integer call() throws InterruptedException {
            return named.send("escalate", "maker", id -> new ReconcileCommand.EscalateBreak(id, named.words));
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes a break back, as a checker of the opener that did not open it.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin
        private Named named = new Named();

        @Override
        public Integer call() throws InterruptedException {
            return named.send("withdraw", "checker", id -> new ReconcileCommand.WithdrawBreak(id, named.words));
        }
    }
}
