package clearing.client.cli;

import clearing.client.trade.ColumnMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing instruct}: the member's own view of what others sell to it, to be matched. */
@Command(
        name = "instruct",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Instructs the BUY rows of the member's file: its own view of what the sellers allege, to be matched with that.",
            "Rows that were instructed before are recognised. The ledger compares at 'clearing match'."
        })
final class InstructCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--trades", required = true, paramLabel = "FILE", description = "The trade file (CSV).")
    private Path trades = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(
                member,
                output,
                "instructions sent",
                life -> life.instruct(trades, mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE)));
    }
}
