package clearing.client.cli;

import clearing.client.revenue.usage.UsagePage;
import clearing.client.revenue.usage.UsageProofJson;
import clearing.kernel.revenue.terms.Period;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing revenue usage prove}. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the proof that one fact is among those reported: it tells that fact and no other.")
final class RevenueUsageProveCommand implements Callable<Integer> {
    @Mixin
    private MeasureArguments named = new MeasureArguments();

    @Option(names = "--part", required = true, paramLabel = "N", description = "Part that the fact is in, from 0.")
    private int part;

    @Option(names = "--fact", required = true, paramLabel = "N", description = "Its place in the part, from 0.")
    private int fact;

    @Mixin
    private UsagePlace place = new UsagePlace();

    @Override
    public Integer call() {
        Period of = named.asked().period(named.period());
        UsagePage page = place.open(named.asked().member(), named.asked().id(), of.start(), named.measure())
                .page(part);
        if (fact < 0 || fact >= page.entries().size()) {
            throw named.asked()
                    .bad("Part " + part + " has facts 0 to " + (page.entries().size() - 1) + ".");
        }
        named.asked().output().print(UsageProofJson.write(page.prove(fact)));
        return Exit.DONE;
    }
}
