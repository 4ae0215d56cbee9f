package clearing.client.cli;

import clearing.client.trade.ColumnMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing amend}: proposes other terms for open trades. */
@Command(
        name = "amend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Proposes the terms that the file's SELL rows have now for the member's own open trades of these references.",
            "Nothing changes until the counterparty affirms, by its own file; then the old trade is cancelled in the same step."
        })
final class AmendCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--trades", required = true, paramLabel = "FILE", description = "The amended trade file (CSV).")
    private Path trades = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Parameters(paramLabel = "REFERENCE", arity = "1..*", description = "The trades to amend.")
    private List<String> references = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(
                member,
                output,
                "amendments proposed",
                life -> life.amend(
                        trades, mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE), Set.copyOf(references)));
    }
}
