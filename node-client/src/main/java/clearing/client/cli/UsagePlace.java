package clearing.client.cli;

import clearing.client.revenue.usage.UsageStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the reporter keeps its private pages. */
final class UsagePlace {
    @Option(
            names = "--usage",
            paramLabel = "DIR",
            description = "Folder of the private pages. Default: 'usage' beside the outbox.")
    private Optional<Path> folder = Optional.empty();

    UsageStore open(MemberOptions member, String agreement, LocalDate period, String measure) {
        Path root = folder.orElseGet(
                () -> member.outbox().toAbsolutePath().normalize().resolveSibling("usage"));
        return UsageStore.open(root, agreement, period, measure, new SecureRandom());
    }
}
