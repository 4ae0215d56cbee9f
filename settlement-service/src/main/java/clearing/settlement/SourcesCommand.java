package clearing.settlement;

import clearing.settlement.source.SourceTokens;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The programs that push entries to one member's service. */
@Command(
        name = "sources",
        mixinStandardHelpOptions = true,
        description = "Gives tokens to the programs that push book entries, lists and revokes them.")
final class SourcesCommand implements Callable<Integer> {
    private static final String ACTOR = "command line";

    @Override
    public Integer call() {
        throw new ConfigException("say what to do: sources add, sources list or sources remove");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a token of the source and prints it, this once. A token that the source had is void.")
    int add(
            @Option(names = "--config", required = true, paramLabel = "FILE") Path config,
            @Option(names = "--name", required = true, description = "1 to 40 of a-z, 0-9 and '-'") String name) {
        try {
            String token = withTokens(config, tokens -> tokens.issue(ACTOR, name));
            System.out.println(token);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--name: " + e.getMessage());
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the sources that have a token.")
    int list(@Option(names = "--config", required = true, paramLabel = "FILE") Path config) {
        withTokens(config, SourceTokens::sources).forEach(System.out::println);
        return 0;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Voids the token of a source.")
    int remove(
            @Option(names = "--config", required = true, paramLabel = "FILE") Path config,
            @Option(names = "--name", required = true) String name) {
        if (!withTokens(config, tokens -> tokens.revoke(ACTOR, name))) {
            throw new ConfigException("--name: no source " + name + " has a token");
        }
        return 0;
    }

    private static <T> T withTokens(Path file, Function<SourceTokens, T> work) {
        ServiceConfig config = ServiceConfig.read(file);
        try (Databases databases = new Databases();
                Database database = Database.open(databases.of(config), 2)) {
            return work.apply(
                    new SourceTokens(database, new AuditLog(Clock.systemUTC()), Clock.systemUTC(), new SecureRandom()));
        }
    }
}
