package clearing.settlement;

import clearing.settlement.ServiceConfig.DatabaseConfig;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.EmbeddedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Databases of the members of one process; embedded servers are started once per folder. */
final class Databases implements AutoCloseable {
    private final Map<Path, EmbeddedCluster> clusters = new LinkedHashMap<>();

    /** Address of the member's database, its server running. */
    DatabaseAddress of(ServiceConfig config) {
        return switch (config.database()) {
            case DatabaseConfig.Embedded embedded -> {
                EmbeddedCluster cluster =
                        clusters.computeIfAbsent(embedded.home(), home -> EmbeddedCluster.start(home, cache()));
                yield cluster.database(embedded.name());
            }
            case DatabaseConfig.External external -> {
                try {
                    String password = Files.readString(external.passwordFile(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
                    yield new DatabaseAddress(external.url(), external.user(), password);
                } catch (IOException e) {
                    throw new ConfigException(config.file() + ": database.passwordFile: cannot be read");
                }
            }
        };
    }

    /** Programs are unpacked once per user and version. */
    static Path cache() {
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return base.resolve("clearing");
    }

    @Override
    public void close() {
        clusters.values().forEach(EmbeddedCluster::close);
        clusters.clear();
    }
}
