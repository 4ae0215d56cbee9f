package clearing.client.cli;

import clearing.client.revenue.fact.PeriodMeasures;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.terms.Period;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing revenue seal}: says that all parts of a measure are there. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says that all parts of a measure are reported: from then on it can be attested and challenged.")
final class RevenueSealCommand implements Callable<Integer> {
    @Mixin
    private MeasureArguments named = new MeasureArguments();

    @Option(names = "--parts", paramLabel = "N", description = "How many there are. Default: as many as are reported.")
    private Optional<Integer> parts = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Period of = named.asked().period(named.period());
        return named.asked().actions().send("seal", "trader", session -> {
            PeriodMeasures measures = Measured.in(
                    named.asked(), session.catchUp(named.asked().member().patience()), of);
            String measure =
                    Measured.named(named.asked(), measures, named.measure()).name();
            return new RevenueCommand.SealFacts(
                    named.asked().id(), of.start(), measure, parts.orElseGet(() -> measures.parts(measure)));
        });
    }
}
