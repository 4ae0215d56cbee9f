package clearing.client.cli;

import clearing.client.trade.ColumnMapping;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing late}: adjusting entries for a closed period. */
@Command(
        name = "late",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Alleges SELL rows of the file as adjusting entries of a closed value date.",
            "They are of the open value date that the row states, and name the closed one, the trade of the same reference and that date",
            "where the ledger has it, and the reason."
        })
final class LateCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--trades", required = true, paramLabel = "FILE", description = "The trade file (CSV).")
    private Path trades = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Option(
            names = "--closed",
            required = true,
            paramLabel = "DATE",
            description = "The closed value date that the entries would have had.")
    private LocalDate closed = LocalDate.EPOCH;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why they come late; ASCII.")
    private String reason = "";

    @Parameters(paramLabel = "REFERENCE", arity = "1..*", description = "The rows to book.")
    private List<String> references = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(
                member,
                output,
                "adjusting entries sent",
                life -> life.late(
                        trades,
                        mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE),
                        Set.copyOf(references),
                        closed,
                        reason));
    }
}
