package clearing.client.cli;

import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.terms.Period;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue run}: calculates the next period and pays it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Calculates a period: its statement and the payments between the parties, in one transaction.",
            "The period must be over, its measures sealed and final, and the one before calculated."
        })
final class RevenueRunCommand implements Callable<Integer> {
    @Mixin
    private RevenueSession asked = new RevenueSession();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PERIOD",
            description = "Such as 2026-11-30, 2026-11 or 2026-Q4. Default: the next to be calculated.")
    private Optional<String> period = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        return asked.actions().send("run", "agent", session -> {
            Period next = period.isPresent()
                    ? asked.period(period.get())
                    : asked.find(session).next(period, asked);
            return new RevenueCommand.RunRevenue(asked.id(), next.start());
        });
    }
}
