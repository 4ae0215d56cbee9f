package clearing.client.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing allocate}: splits a block over the member's accounts. */
@Command(
        name = "allocate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Splits an affirmed trade that has not settled over the member's own accounts.",
            "The parts sum to the block in every leg and settle each on its own. The file has the columns account, reference, quantity",
            "and settlement_amount."
        })
final class AllocateCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Parameters(paramLabel = "REFERENCE", description = "The block's reference.")
    private String reference = "";

    @Option(names = "--with", required = true, paramLabel = "MEMBER", description = "The block's other side.")
    private String with = "";

    @Option(names = "--parts", required = true, paramLabel = "FILE", description = "The parts (CSV).")
    private Path parts = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(member, output, "parts sent", life -> life.allocate(reference, with, parts));
    }
}
