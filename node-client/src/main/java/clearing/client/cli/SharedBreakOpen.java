package clearing.client.cli;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.SharedKind;
import clearing.kernel.reconcile.Subject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing break open}. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Opens a break with another institution, as a maker.")
final class SharedBreakOpen implements Callable<Integer> {
    @Mixin
    private SharedBreakOptions asked = new SharedBreakOptions();

    @Parameters(paramLabel = "REFERENCE", description = "Your own reference; it counts once.")
    private String reference = "";

    @Option(names = "--with", required = true, paramLabel = "MEMBER", description = "The other institution.")
    private String counterparty = "";

    @Option(names = "--kind", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private SharedKind kind = SharedKind.OTHER;

    @Option(names = "--asset", required = true, paramLabel = "CODE", description = "Asset.")
    private String asset = "";

    @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "Amount in question.")
    private String amount = "";

    @Option(names = "--value-date", required = true, paramLabel = "DATE", description = "Value date.")
    private LocalDate valueDate = LocalDate.EPOCH;

    @Option(names = "--about", defaultValue = "", description = "Reference of the trade or entry.")
    private String about = "";

    @Option(names = "--evidence", required = true, paramLabel = "FILE", description = "What you have to show.")
    private Path evidence = Path.of("");

    @Option(names = "--answer-by", required = true, paramLabel = "TIME", description = "Such as 2026-12-02T17:00:00Z.")
    private Instant answerBy = Instant.EPOCH;

    @Option(names = "--resolve-by", required = true, paramLabel = "TIME", description = "Not before that.")
    private Instant resolveBy = Instant.EPOCH;

    @Option(names = "--words", defaultValue = "", description = "Up to 200 characters that all members can read.")
    private String words = "";

    @Override
    public Integer call() throws InterruptedException {
        return asked.actions().send("break open", asked.as("maker"), session -> {
            Constitution constitution = session.catchUp(asked.member().patience())
                    .constitution()
                    .orElseThrow(() -> asked.bad("No constitution is in force yet."));
            Asset known = constitution.assetOf(asset).orElseThrow(() -> asked.bad("There is no asset " + asset + "."));
            return new ReconcileCommand.OpenBreak(
                    counterparty,
                    reference,
                    new Subject(kind, asset, Decimals.parse(amount, known.scale(), "amount"), valueDate, about),
                    asked.hash(evidence),
                    answerBy,
                    resolveBy,
                    words);
        });
    }
}
