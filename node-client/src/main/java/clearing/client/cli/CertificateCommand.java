package clearing.client.cli;

import clearing.client.certificate.CertificateMaker;
import clearing.client.certificate.CertificateMaker.Subject;
import clearing.client.trade.MemberSession;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing certificate}: a file that proves what became of a trade. */
@Command(
        name = "certificate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a certificate: what became of a trade or a transaction, with the evidence that a stranger "
                    + "checks offline by 'clearing verify'.",
            "The chain is replayed from its first block, and every peer in the profile is asked to sign that the "
                    + "transaction is valid. With enough peers' signatures the state is FINAL, else IRREVOCABLE."
        })
final class CertificateCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    /** What it is to be about; one of them. */
    static final class About {
        @Option(names = "--reference", paramLabel = "REF", description = "The trade with this reference.")
        private Optional<String> reference = Optional.empty();

        @Option(
                names = "--trade",
                paramLabel = "PAGE/INDEX",
                description = "A trade by its place: AUTHOR/COUNTERPARTY/NUMBER/INDEX.")
        private Optional<String> trade = Optional.empty();

        @Option(names = "--tx", paramLabel = "TXID", description = "A transaction.")
        private Optional<String> transaction = Optional.empty();
    }

    @ArgGroup(multiplicity = "1")
    private About about = new About();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Default: named after the trade, in this folder.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--behind",
            paramLabel = "BLOCKS",
            defaultValue = "6",
            description = "Take along at most so many blocks behind the transaction's. Default ${DEFAULT-VALUE}.")
    private int behind;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Subject subject = subject();
        if (behind < 0) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--behind is a count of blocks.");
        }
        try (MemberSession session = member.open()) {
            CertificateMaker.Made made = CertificateMaker.make(session, subject, behind, member.patience());
            byte[] bytes = made.file();
            Path written = Files.write(file.orElseGet(() -> Path.of(name(subject))), bytes);
            String state = made.verdict().state().orElseThrow().name();
            if (output.json()) {
                ObjectNode node = Output.object()
                        .put("file", written.toString())
                        .put("bytes", bytes.length)
                        .put("state", state);
                node.set("statement", made.verdict().statement());
                ArrayNode notes = node.putArray("notes");
                made.notes().forEach(notes::add);
                output.print(node);
            } else {
                output.out().println(made.verdict().statement().path("sentence").asText());
                output.out().println(state + ", " + written + ", " + bytes.length + " bytes");
            }
            made.notes().forEach(note -> output.err().println("Not attested by " + note));
            return Exit.DONE;
        }
    }

    private Subject subject() {
        if (about.reference.isPresent()) {
            return new Subject.Reference(about.reference.get());
        }
        if (about.transaction.isPresent()) {
            return new Subject.Transaction(about.transaction.get());
        }
        String place = about.trade.orElseThrow();
        int cut = Math.max(place.lastIndexOf('/'), place.lastIndexOf('#'));
        String index = place.substring(cut + 1);
        if (cut < 1 || !index.matches("[0-9]{1,9}")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--trade takes AUTHOR/COUNTERPARTY/NUMBER/INDEX, not '" + place + "'.");
        }
        return new Subject.Trade(place.substring(0, cut), Integer.parseInt(index));
    }

    private static String name(Subject subject) {
        String about = switch (subject) {
            case Subject.Reference asked -> asked.reference();
            case Subject.Trade asked -> asked.page() + "-" + asked.index();
            case Subject.Key asked -> asked.key();
            case Subject.Transaction asked ->
                asked.txId().substring(0, Math.min(16, asked.txId().length()));
        };
        return about.replaceAll("[^A-Za-z0-9.-]", "-") + ".certificate.json";
    }
}
