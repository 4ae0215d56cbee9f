package clearing.client.cli;

import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.rulebook.DefaultTurns;
import clearing.client.rulebook.RulesFile;
import clearing.client.submit.Delivery;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.kernel.Outcome;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.Rulebook;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing init}: a constitution is proposed by the first member and ratified by the others. */
@picocli.CommandLine.Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Proposes or ratifies a constitution with the admin identity of each profile given.",
            "It comes into force when every member that acts has ratified the same bytes. Doing it again changes nothing."
        })
final class InitCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--profile"},
            required = true,
            paramLabel = "FILE",
            description = "A member's profile; may be given several times.")
    private List<Path> profiles = List.of();

    @Option(names = "--constitution", required = true, paramLabel = "FILE", description = "The constitution, as JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "What is agreed beyond the frame, as JSON: calendars, caps and more. Only turns by default.")
    private Optional<Path> rules = Optional.empty();

    @Option(
            names = "--calendars",
            paramLabel = "FOLDER",
            description = "Calendar files that the rules name. The product's own by default.")
    private Optional<Path> calendars = Optional.empty();

    @Option(
            names = "--no-turns",
            description = {
                "Any member's agent may run a settlement round at any time. By default they take turns in every lane",
                "whose rules say nothing of it: " + DefaultTurns.TERM + " s each, the next after "
                        + DefaultTurns.SILENCE + " s of silence."
            })
    private boolean noTurns;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to try before giving up for now. Default ${DEFAULT-VALUE}.")
    private int patience;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        Constitution written = ConstitutionFile.read(
                file, rules.map(r -> RulesFile.read(r, calendars)).orElse(Rulebook.NONE));
        Constitution constitution = noTurns ? written : DefaultTurns.in(written);
        String hash = HexFormat.of().formatHex(Bytes.sha256(constitution.encode()));
        ObjectNode result =
                Output.object().put("version", constitution.version()).put("hash", hash);
        ArrayNode members = result.putArray("members");
        int exit = Exit.DONE;
        for (Path path : profiles) {
            Profile profile = ProfileReader.read(path);
            try (MemberSession session = MemberSession.open(profile, InstantSource.system());
                    OneShot actions =
                            OneShot.open(session, MemberOptions.outboxOf(path), Duration.ofSeconds(patience))) {
                // Proposing the same constitution again is ratifying it.
                Delivery delivery = actions.command(
                        "constitute/" + constitution.version() + "/" + hash.substring(0, 16),
                        "admin",
                        new Command.Constitute(constitution));
                String said = said(delivery);
                exit = Math.max(exit, code(delivery));
                members.addObject().put("member", profile.member()).put("outcome", said);
                if (!output.json()) {
                    output.out().println(profile.member() + ": " + said);
                }
            }
        }
        if (output.json()) {
            output.print(result);
        } else {
            output.out().println("constitution " + constitution.version() + " " + hash);
        }
        return exit;
    }

    private static String said(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Committed c -> {
                Outcome outcome =
                        Outcome.decode(c.state().result().toByteArray()).get(0);
                yield outcome.accepted()
                        ? "ratified in block " + c.state().block()
                        : outcome.code() + " " + outcome.field() + ": " + outcome.detail();
            }
            case Delivery.Refused r ->
                r.state().code() + " " + r.state().field() + ": " + r.state().sentence();
            case Delivery.Postponed p -> "not sent: " + p.sentence();
            case Delivery.Unknown u -> "unknown: " + u.sentence();
        };
    }

    private static int code(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Committed c ->
                Outcome.decode(c.state().result().toByteArray()).get(0).accepted() ? Exit.DONE : Exit.REFUSED;
            case Delivery.Refused r -> Exit.REFUSED;
            case Delivery.Postponed p -> Exit.REFUSED;
            case Delivery.Unknown u -> Exit.UNKNOWN;
        };
    }
}
