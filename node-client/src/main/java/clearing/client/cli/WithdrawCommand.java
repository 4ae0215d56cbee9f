package clearing.client.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing withdraw}: takes own instructions back. */
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes back the member's own instructions that have not matched, so that others can be given in their place.")
final class WithdrawCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Parameters(paramLabel = "REFERENCE", arity = "1..*", description = "The instructions to take back.")
    private List<String> references = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return TradeLifeOptions.run(
                member,
                output,
                "instructions taken back",
                life -> life.callOff().withdraw(Set.copyOf(references)));
    }
}
