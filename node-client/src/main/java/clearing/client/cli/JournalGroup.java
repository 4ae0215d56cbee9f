package clearing.client.cli;

import clearing.client.certificate.CertificateMaker;
import clearing.client.certificate.ResultMaker;
import clearing.client.journal.Journal;
import clearing.client.journal.JournalFile;
import clearing.client.trade.MemberSession;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearing journal}: the member's journal as the ledger holds it to it. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Anchors the member's journal on the ledger, and proves to strangers what stands in it.",
        subcommands = {JournalGroup.Anchor.class, JournalGroup.Listing.class, JournalGroup.Prove.class})
final class JournalGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    private static Journal read(Path file, String member, CommandSpec spec) {
        Journal journal = JournalFile.read(file);
        if (!journal.member().equals(member)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), file + " is the journal of " + journal.member() + ", not of " + member + ".");
        }
        for (Journal.Of of : journal.accounts()) {
            if (!journal.account(of).balances()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        file + ": account " + of.account() + " in " + of.asset()
                                + " does not sum up from its opening to its closing.");
            }
        }
        return journal;
    }

    @Command(
            name = "anchor",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Anchors the root of a journal, that the service has exported, for its business day or cycle.",
                "Only root and counts go to the ledger; keep the file: without it nothing can be proved."
            })
    static final class Anchor implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "FILE", description = "The journal.")
        private Path file = Path.of("");

        @Option(
                names = "--revision",
                defaultValue = "0",
                description = "One more than the anchor that this one supersedes. Default ${DEFAULT-VALUE}.")
        private int revision;

        @Option(names = "--reason", defaultValue = "", description = "Why it is superseded.")
        private String reason = "";

        @Mixin
        private Output output = new Output();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Journal journal = read(file, member.read().member(), spec);
            return new RiskActions(member, output)
                    .send(
                            "anchor " + journal.period() + " "
                                    + HexFormat.of()
                                            .formatHex(journal.root().root().bytes()),
                            "agent",
                            session -> new ReconcileCommand.AnchorJournal(
                                    journal.period(), revision, journal.root(), reason));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists the anchors on the ledger, of all members, those that were superseded too.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() throws Exception {
            try (MemberSession session = member.open()) {
                ObjectNode node = Output.object();
                ArrayNode list = node.putArray("anchors");
                session.catchUp(member.patience()).under(Keys.ANCHOR_PREFIX).values().stream()
                        .map(JournalAnchor::decode)
                        .forEach(anchor -> show(anchor, list));
                if (output.json()) {
                    output.print(node);
                }
                return Exit.DONE;
            }
        }

        private void show(JournalAnchor anchor, ArrayNode list) {
            String root = HexFormat.of().formatHex(anchor.root().root().bytes());
            list.addObject()
                    .put("member", anchor.member())
                    .put("period", anchor.period().toString())
                    .put("revision", anchor.revision())
                    .put("number", anchor.number())
                    .put("root", root)
                    .put("accounts", anchor.root().accounts())
                    .put("entries", anchor.root().entries())
                    .put("audited", anchor.root().audited())
                    .put("at", anchor.at().toString())
                    .put("reason", anchor.reason());
            if (!output.json()) {
                output.out()
                        .printf(
                                "%-18s %-12s revision %d  %8d entries  %s%n",
                                anchor.member(),
                                anchor.period(),
                                anchor.revision(),
                                anchor.root().entries(),
                                root);
            }
        }
    }

    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Makes a certificate of a result: one entry with the trade that it is about, or all entries of an account.",
                "A stranger checks it offline by 'clearing verify'; other entries are not disclosed."
            })
    static final class Prove implements Callable<Integer> {
        @Mixin
        private MemberOptions member = new MemberOptions();

        @Parameters(paramLabel = "FILE", description = "The journal, as it was anchored.")
        private Path file = Path.of("");

        @Option(names = "--account", defaultValue = "HOUSE", description = "Account. Default ${DEFAULT-VALUE}.")
        private String account = "";

        @Option(names = "--asset", required = true, paramLabel = "CODE", description = "Asset.")
        private String asset = "";

        /** One of them. */
        static final class Shown {
            @Option(names = "--entry", paramLabel = "ID", description = "The one entry to show.")
            private Optional<String> entry = Optional.empty();

            @Option(names = "--all", description = "Shows every entry of the account: then an absent one shows too.")
            private boolean all;
        }

        @ArgGroup(multiplicity = "1")
        private Shown shown = new Shown();

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "FILE",
                description = "Where to write it.")
        private Path to = Path.of("");

        @Option(
                names = "--behind",
                paramLabel = "BLOCKS",
                defaultValue = "6",
                description = "Take along at most so many blocks behind. Default ${DEFAULT-VALUE}.")
        private int behind;

        @Mixin
        private Output output = new Output();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Journal journal = read(file, member.read().member(), spec);
            Journal.Of of = journal.find(account, asset)
                    .orElseThrow(() -> bad("The journal has no account " + account + " in " + asset + "."));
            OptionalInt index = shown.all ? OptionalInt.empty() : index(of, shown.entry.orElseThrow());
            try (MemberSession session = member.open()) {
                CertificateMaker.Made made =
                        new ResultMaker(session, journal, behind, member.patience()).make(of, index);
                Files.write(to, made.file());
                if (output.json()) {
                    ObjectNode node = Output.object()
                            .put("file", to.toString())
                            .put("bytes", made.file().length)
                            .put("state", made.verdict().state().orElseThrow().name());
                    node.set("statement", made.verdict().statement());
                    output.print(node);
                } else {
                    output.out()
                            .println(made.verdict().statement().path("sentence").asText());
                }
                made.notes().forEach(note -> output.err().println("Not attested by " + note));
                return Exit.DONE;
            }
        }

        private OptionalInt index(Journal.Of of, String id) {
            OptionalInt found = IntStream.range(0, of.entries().size())
                    .filter(i -> of.entries().get(i).id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                throw bad("The account has no entry '" + id + "'.");
            }
            return found;
        }

        private CommandLine.ParameterException bad(String sentence) {
            return new CommandLine.ParameterException(spec.commandLine(), sentence);
        }
    }
}
