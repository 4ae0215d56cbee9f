package clearing.client.cli;

import clearing.kernel.command.ReconcileCommand;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            return named.asked
                    .actions()
                    .send(
                            "break answer",
                            named.asked.as("maker"),
                            session -> new ReconcileCommand.AnswerBreak(
                                    named.asked.id(named.id), named.asked.hash(evidence), named.words));
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
            return named.asked
                    .actions()
                    .send(
                            "break comment",
                            named.asked.as("maker"),
                            session -> new ReconcileCommand.CommentBreak(
                                    named.asked.id(named.id), named.asked.hash(comment), named.words));
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
            return named.asked
                    .actions()
                    .send(
                            "break escalate",
                            named.asked.as("maker"),
                            session -> new ReconcileCommand.EscalateBreak(named.asked.id(named.id), named.words));
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
            return named.asked
                    .actions()
                    .send(
                            "break withdraw",
                            named.asked.as("checker"),
                            session -> new ReconcileCommand.WithdrawBreak(named.asked.id(named.id), named.words));
        }
    }
}
