package clearing.client.cli;

import clearing.client.revenue.proof.Evidence;
import clearing.client.revenue.proof.Findings;
import clearing.client.revenue.proof.StatementCheck;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Statements that anyone can calculate again. */
final class RevenueProofCommand {
    private RevenueProofCommand() {}

    /** {@code clearing revenue export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Writes everything that the ledger holds about an agreement into one file, from blocks that were verified.",
                "'clearing revenue verify' calculates it again, without a ledger."
            })
    static final class Export implements Callable<Integer> {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Where to write it. Default: AGREEMENT.evidence.json in this folder.")
        private Optional<Path> file = Optional.empty();

        @Override
        public Integer call() throws InterruptedException, IOException {
            try (MemberSession session = asked.member().open()) {
                LedgerView ledger = session.catchUp(asked.member().patience());
                Evidence evidence = Evidence.of(ledger, asked.id());
                byte[] bytes = evidence.file();
                Path written = Files.write(file.orElseGet(() -> Path.of(asked.id() + ".evidence.json")), bytes);
                if (asked.output().json()) {
                    asked.output()
                            .print(Output.object()
                                    .put("file", written.toString())
                                    .put("values", evidence.values().size())
                                    .put("bytes", bytes.length));
                } else {
                    asked.output()
                            .out()
                            .println(written + ": " + evidence.values().size() + " values, " + bytes.length + " bytes");
                }
                return Exit.DONE;
            }
        }
    }

    /** {@code clearing revenue verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Calculates all statements of an agreement again, offline: terms and signatures, measures and their parts, clauses,"
                        + " rounding, payments.",
                "Says what holds, and where it fails. That the ledger holds these values, 'clearing certificate --tx' proves."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "What 'clearing revenue export' wrote.")
        private Path file = Path.of("");

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            Evidence evidence = Evidence.read(file);
            Findings findings = StatementCheck.check(evidence);
            if (output.json()) {
                ObjectNode node =
                        Output.object().put("agreement", evidence.agreement()).put("good", findings.good());
                findings.checked().forEach(node.putArray("checked")::add);
                findings.failure()
                        .ifPresent(failure -> node.putObject("failure")
                                .put("place", failure.place())
                                .put("sentence", failure.sentence()));
                output.print(node);
            } else {
                findings.checked().forEach(output.out()::println);
                findings.failure()
                        .ifPresent(failure ->
                                output.err().println("REFUTED " + failure.place() + ": " + failure.sentence() + "."));
                if (findings.good()) {
                    output.out().println("All of it holds.");
                }
            }
            return findings.good() ? Exit.DONE : Exit.REFUSED;
        }
    }
}
