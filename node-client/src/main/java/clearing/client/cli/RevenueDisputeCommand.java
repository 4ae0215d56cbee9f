package clearing.client.cli;

import clearing.kernel.asset.Decimals;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.Portion;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Disputed lines. */
final class RevenueDisputeCommand {
    private RevenueDisputeCommand() {}

    /** Which line of which period of an agreement. */
    static final class Line {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        @Parameters(index = "1", paramLabel = "PERIOD", description = "Such as 2026-11-30, 2026-11 or 2026-Q4.")
        private String period = "";

        @Parameters(index = "2", paramLabel = "CLAUSE", description = "Id of the clause whose line it is.")
        private String clause = "";
    }

    /** {@code clearing revenue dispute}. */
    @Command(
            name = "dispute",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Has a clause's amount set aside in escrow when the period is calculated; the rest is paid.")
    static final class Raise implements Callable<Integer> {
        @Mixin
        private Line line = new Line();

        @Option(names = "--reason", required = true, description = "Why, in up to 200 characters.")
        private String reason = "";

        @Override
        public Integer call() throws InterruptedException {
            return line.asked
                    .actions()
                    .send(
                            "dispute",
                            "trader",
                            session -> new RevenueCommand.DisputeLine(
                                    line.asked.id(),
                                    line.asked.period(line.period).start(),
                                    line.clause,
                                    reason));
        }
    }

    /** {@code clearing revenue resolve}. */
    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Says who gets what was set aside; when every party has said the same, it is paid.",
                "The amounts sum to what is set aside."
            })
    static final class Resolve implements Callable<Integer> {
        @Mixin
        private Line line = new Line();

        @Parameters(
                index = "3..*",
                arity = "1..*",
                paramLabel = "MEMBER=AMOUNT",
                description = "Decimal text in the currency's scale.")
        private Map<String, String> amounts = new TreeMap<>();

        @Override
        public Integer call() throws InterruptedException {
            return line.asked.actions().send("resolve", "admin", session -> {
                RevenueSession.Found found = line.asked.find(session);
                Terms terms = found.lastTerms(line.asked);
                int scale = found.constitution()
                        .assetOf(terms.currency())
                        .orElseThrow()
                        .scale();
                return new RevenueCommand.ResolveDispute(
                        line.asked.id(), line.asked.period(line.period).start(), line.clause, portions(terms, scale));
            });
        }

        /** In the order of the agreement's parties, as the ledger wants them. */
        private List<Portion> portions(Terms terms, int scale) {
            List<Portion> portions = new ArrayList<>();
            for (Party party : terms.parties()) {
                Optional.ofNullable(amounts.get(party.member()))
                        .map(text -> new Portion(party.member(), Decimals.parse(text, scale, party.member())))
                        .ifPresent(portions::add);
            }
            if (portions.size() != amounts.size()) {
                throw line.asked.bad("Only parties of the agreement can get something: " + amounts.keySet());
            }
            return portions;
        }
    }
}
