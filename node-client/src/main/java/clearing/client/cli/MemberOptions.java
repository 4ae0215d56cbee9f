package clearing.client.cli;

import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.trade.MemberSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command that speaks with the ledger takes. */
final class MemberOptions {
    @Option(
            names = {"-p", "--profile"},
            required = true,
            paramLabel = "FILE",
            description = "The member's connection profile.")
    private Path profile = Path.of("");

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description = "The member's outbox. Default: 'outbox' beside the profile.")
    private Optional<Path> outbox = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to try before giving up for now. Default ${DEFAULT-VALUE}.")
    private int patience;

    MemberSession open() {
        return MemberSession.open(read(), InstantSource.system());
    }

    Profile read() {
        return ProfileReader.read(profile);
    }

    Path outbox() {
        return outbox.orElseGet(() -> outboxOf(profile));
    }

    static Path outboxOf(Path profile) {
        return profile.toAbsolutePath().normalize().resolveSibling("outbox");
    }

    Duration patience() {
        return Duration.ofSeconds(patience);
    }
}
