package clearing.client.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing cancel}: wishes to cancel open trades. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks for the cancellation of open trades.",
            "They are cancelled as soon as both sides have asked; a trade of a settlement cycle only while the cycle is open."
        })
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Parameters(paramLabel = "REFERENCE", arity = "1..*", description = "The trades to cancel.")
    private List<String> references = List.of();

    @Option(names = "--with", paramLabel = "MEMBER", description = "Only trades with this member.")
    private Optional<String> with = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(
                member,
                output,
                "cancellations asked for",
                life -> life.callOff().cancel(Set.copyOf(references), with));
    }
}
