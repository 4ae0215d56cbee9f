package clearing.client.cli;

import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.trade.MemberSession;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.terms.Period;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What others say of a sealed measure. */
final class RevenueWordCommand {
    private RevenueWordCommand() {}

    /** What one speaks about: what is sealed now, unless its hash is given and differs. */
    static final class Sealed {
        @Mixin
        private MeasureArguments named = new MeasureArguments();

        @Option(
                names = "--content",
                paramLabel = "SHA256",
                description = "What was looked at, as 'facts' lists it: anything else on the ledger is refused.")
        private Optional<String> content = Optional.empty();

        private Period period() {
            return named.asked().period(named.period());
        }

        private Blob content(MemberSession session) throws InterruptedException {
            PeriodMeasures measures = Measured.in(
                    named.asked(), session.catchUp(named.asked().member().patience()), period());
            String measure =
                    Measured.named(named.asked(), measures, named.measure()).name();
            Blob sealed = measures.sealed(measure)
                    .map(SealedMeasure::content)
                    .orElseThrow(() -> named.asked().bad("'" + measure + "' is not sealed for " + period() + "."));
            String hex = HexFormat.of().formatHex(sealed.bytes());
            if (content.isPresent() && !content.get().equalsIgnoreCase(hex)) {
                throw named.asked().bad("What is sealed is " + hex + " and not what --content names.");
            }
            return sealed;
        }
    }

    /** {@code clearing revenue attest}. */
    @Command(
            name = "attest",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Agrees to a sealed measure, as a party that the agreement names for it.")
    static final class Attest implements Callable<Integer> {
        @Mixin
        private Sealed sealed = new Sealed();

        @Override
        public Integer call() throws InterruptedException {
            return sealed.named
                    .asked()
                    .actions()
                    .send(
                            "attest",
                            "trader",
                            session -> new RevenueCommand.AttestFacts(
                                    sealed.named.asked().id(),
                                    sealed.period().start(),
                                    sealed.named.measure(),
                                    sealed.content(session)));
        }
    }

    /** {@code clearing revenue challenge}. */
    @Command(
            name = "challenge",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Objects to a sealed measure within its window.",
                "What depends on it is not paid before the objection is withdrawn, the measure corrected, or the line disputed."
            })
    static final class Challenge implements Callable<Integer> {
        @Mixin
        private Sealed sealed = new Sealed();

        @Option(names = "--reason", required = true, description = "Why, in up to 200 characters.")
        private String reason = "";

        @Override
        public Integer call() throws InterruptedException {
            return sealed.named
                    .asked()
                    .actions()
                    .send(
                            "challenge",
                            "trader",
                            session -> new RevenueCommand.ChallengeFacts(
                                    sealed.named.asked().id(),
                                    sealed.period().start(),
                                    sealed.named.measure(),
                                    sealed.content(session),
                                    reason));
        }
    }

    /** {@code clearing revenue withdraw-challenge}. */
    @Command(
            name = "withdraw-challenge",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes one's own objection back.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin
        private MeasureArguments named = new MeasureArguments();

        @Override
        public Integer call() throws InterruptedException {
            return named.asked()
                    .actions()
                    .send(
                            "withdraw-challenge",
                            "trader",
                            session -> new RevenueCommand.WithdrawChallenge(
                                    named.asked().id(),
                                    named.asked().period(named.period()).start(),
                                    named.measure()));
        }
    }
}
