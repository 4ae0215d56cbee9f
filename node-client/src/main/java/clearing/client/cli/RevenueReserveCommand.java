package clearing.client.cli;

import clearing.kernel.asset.Decimals;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.terms.Terms;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What becomes of an agreement's reserve. */
final class RevenueReserveCommand {
    private RevenueReserveCommand() {}

    /** {@code clearing revenue release}. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Pays out what has been withheld for as long as the agreement says.",
                "A run does so too; this is for the time between runs and after the last one."
            })
    static final class Release implements Callable<Integer> {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        @Override
        public Integer call() throws InterruptedException {
            return asked.actions().send("release", "agent", session -> new RevenueCommand.ReleaseReserve(asked.id()));
        }
    }

    /** {@code clearing revenue draw}. */
    @Command(
            name = "draw",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Votes that a part of the reserve be paid to a party.",
                "The first vote proposes it; with the votes that the agreement asks for it is paid."
            })
    static final class Draw implements Callable<Integer> {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        @Parameters(index = "1", paramLabel = "NUMBER", description = "1 for the first drawing, then one more.")
        private int number;

        @Option(names = "--to", required = true, paramLabel = "MEMBER", description = "The party that is paid.")
        private String to = "";

        @Option(names = "--amount", required = true, description = "Decimal text in the currency's scale.")
        private String amount = "";

        @Option(names = "--reason", required = true, description = "Why, in up to 200 characters.")
        private String reason = "";

        @Override
        public Integer call() throws InterruptedException {
            return asked.actions().send("draw", "admin", session -> {
                RevenueSession.Found found = asked.find(session);
                Terms terms = found.lastTerms(asked);
                int scale = found.constitution()
                        .assetOf(terms.currency())
                        .orElseThrow()
                        .scale();
                return new RevenueCommand.DrawReserve(
                        asked.id(), number, to, Decimals.parse(amount, scale, "--amount"), reason);
            });
        }
    }
}
