package clearing.settlement.store;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs a class's tests on a PostgreSQL in a container. Without a container engine, or without the image and a way to it, they are
 * reported as not run: by name in {@code target/not-run.txt}, and as aborted with the reason. The image is the environment's {@code
 * CLEARING_POSTGRES_IMAGE}, else {@code postgres:18}.
 */
public final class OnContainer implements BeforeAllCallback, AfterAllCallback {
    private static final Path NOT_RUN = Path.of("target", "not-run.txt");
    private static final int PULL_SECONDS = 120;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Optional<String> missing = Server.missing();
        if (missing.isPresent()) {
            String what =
                    context.getRequiredTestClass().getSimpleName() + " (PostgreSQL in a container): " + missing.get();
            Files.writeString(
                    NOT_RUN, what + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            throw new TestAbortedException(what);
        }
        TestDatabases.use(Server::database);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestDatabases.useEmbedded();
    }

    /** The container; ends with the JVM. */
    private static final class Server {
        private static final String IMAGE =
                Optional.ofNullable(System.getenv("CLEARING_POSTGRES_IMAGE")).orElse("postgres:18");
        private static final PostgreSQLContainer CONTAINER =
                new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));
        private static final Optional<String> MISSING = start();

        private Server() {}

        static Optional<String> missing() {
            return MISSING;
        }

        private static Optional<String> start() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("no container engine runs on this machine");
            }
            Optional<String> absent = absent(DockerClientFactory.lazyClient());
            if (absent.isPresent()) {
                return absent;
            }
            try {
                CONTAINER.start();
            } catch (RuntimeException e) {
                // An engine without a way to the images that Testcontainers itself needs, or one that starts nothing.
                return Optional.of("the image " + IMAGE + " does not start: " + e.getMessage());
            }
            Runtime.getRuntime().addShutdownHook(new Thread(CONTAINER::stop));
            return Optional.empty();
        }

        private static Optional<String> absent(DockerClient client) {
            try {
                client.inspectImageCmd(IMAGE).exec();
                return Optional.empty();
            } catch (NotFoundException e) {
                return pull(client);
            }
        }

        private static Optional<String> pull(DockerClient client) {
            try {
                boolean done = client.pullImageCmd(IMAGE).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
                return done ? Optional.empty() : Optional.of("the image " + IMAGE + " did not come in time");
            } catch (DockerException e) {
                return Optional.of("the image " + IMAGE + " cannot be pulled");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted while the image " + IMAGE + " was pulled");
            }
        }

        static DatabaseAddress database(String name) {
            try (Connection connection = DriverManager.getConnection(
                            url("postgres"), CONTAINER.getUsername(), CONTAINER.getPassword());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("the container's server makes no database", e);
            }
            return new DatabaseAddress(url(name), CONTAINER.getUsername(), CONTAINER.getPassword());
        }

        private static String url(String database) {
            return "jdbc:postgresql://" + CONTAINER.getHost() + ":" + CONTAINER.getMappedPort(5432) + "/" + database;
        }
    }
}
