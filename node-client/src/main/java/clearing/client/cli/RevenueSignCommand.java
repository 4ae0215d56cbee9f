package clearing.client.cli;

import clearing.client.revenue.language.TermsFile;
import clearing.client.trade.MemberSession;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.agreement.AgreementCommands;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.terms.Terms;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Terms on their way into force. */
final class RevenueSignCommand {
    private RevenueSignCommand() {}

    /** {@code clearing revenue propose}. */
    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Checks terms, proposes them on the ledger, and signs them for the member.",
                "They come into force with the signature of every party, of who keeps the escrow, and of all that the version in force binds."
            })
    static final class Propose implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Mixin
        private Output output = new Output();

        @Parameters(index = "0", paramLabel = "FILE", description = "The terms, in YAML or JSON.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws InterruptedException {
            Terms terms = TermsFile.read(file);
            if (!output.json()) {
                output.out()
                        .println("Proposing " + terms.agreement() + " version " + terms.version() + ", hash "
                                + HexFormat.of()
                                        .formatHex(AgreementCommands.hash(terms).bytes()));
            }
            return new RiskActions(member, output)
                    .send("propose", "admin", session -> new RevenueCommand.ProposeTerms(Blob.of(terms.encode())));
        }
    }

    /** {@code clearing revenue sign}. */
    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Signs proposed terms for the member. The last signature brings them into force.",
                "Either the same terms as a file, or their hash: nobody signs what it did not read."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  clearing revenue show ROBO-1 --profile members/HarbourBrokers/profile.json",
                "  clearing revenue sign ROBO-1 --terms robo-1.yaml --profile members/HarbourBrokers/profile.json"
            })
    static final class Sign implements Callable<Integer> {
        @Mixin
        private RevenueSession asked = new RevenueSession();

        /** What was read. */
        static final class Read {
            @Option(names = "--terms", paramLabel = "FILE", description = "The terms as they were read.")
            private Optional<Path> terms = Optional.empty();

            @Option(names = "--hash", paramLabel = "HEX", description = "SHA-256 of the terms, as 'show' prints it.")
            private Optional<String> hash = Optional.empty();
        }

        @ArgGroup(multiplicity = "1")
        private Read read = new Read();

        @Override
        public Integer call() throws InterruptedException {
            return asked.actions().send("sign", "admin", this::command);
        }

        private RevenueCommand command(MemberSession session) throws InterruptedException {
            SignedTerms proposed = asked.find(session)
                    .agreement()
                    .proposed()
                    .orElseThrow(() -> asked.bad("No version of " + asked.id() + " waits for signatures."));
            return new RevenueCommand.SignTerms(
                    asked.id(),
                    proposed.terms().version(),
                    read.terms.map(TermsFile::read).map(AgreementCommands::hash).orElseGet(this::written));
        }

        private Blob written() {
            String text = read.hash.orElseThrow();
            if (!text.matches("[0-9a-fA-F]{64}")) {
                throw asked.bad("--hash takes 64 hexadecimal digits.");
            }
            return Blob.of(HexFormat.of().parseHex(text));
        }
    }
}
