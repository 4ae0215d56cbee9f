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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final String IMAGE =
            Optional.ofNullable(System.getenv("CLEARING_POSTGRES_IMAGE")).orElse("postgres:18");
    private static final AtomicReference<Server> SERVER = new AtomicReference<>();
    private static final int PULL_SECONDS = 90;
    private static final int START_SECONDS = 120;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        switch (server()) {
            case Server.Missing missing -> {
                String what = context.getRequiredTestClass().getSimpleName() + " (PostgreSQL in a container): "
                        + missing.why();
                Files.writeString(
                        NOT_RUN, what + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                throw new TestAbortedException(what);
            }
            case Server.Running running -> TestDatabases.use(name -> database(running.container(), name));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestDatabases.useEmbedded();
    }

    /** One attempt for all tests of a JVM. */
    private static synchronized Server server() throws InterruptedException {
        Server known = SERVER.get();
        if (known == null) {
            known = within(START_SECONDS);
            SERVER.set(known);
        }
        return known;
    }

    private sealed interface Server {
        record Missing(String why) implements Server {}

        /** The container; ends with the JVM. */
        record Running(PostgreSQLContainer container) implements Server {}
    }

    /** The library tries again for minutes when something is missing that it needs; nobody should have to wait for that. */
    private static Server within(long seconds) throws InterruptedException {
        CompletableFuture<Server> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("container").start(() -> {
            try {
                started.complete(start());
            } catch (RuntimeException | LinkageError e) {
                started.complete(new Server.Missing("the image " + IMAGE + " does not start: " + e.getMessage()));
            }
        });
        try {
            return started.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Server.Missing("the image " + IMAGE + " did not start within " + seconds + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("completed with a value only", e);
        }
    }

    private static Server start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return new Server.Missing("no container engine runs on this machine");
        }
        Optional<String> absent = absent(DockerClientFactory.lazyClient());
        if (absent.isPresent()) {
            return new Server.Missing(absent.get());
        }
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new Server.Running(container);
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

    private static DatabaseAddress database(PostgreSQLContainer container, String name) {
        try (Connection connection = DriverManager.getConnection(
                        url(container, "postgres"), container.getUsername(), container.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the container's server makes no database", e);
        }
        return new DatabaseAddress(url(container, name), container.getUsername(), container.getPassword());
    }

    private static String url(PostgreSQLContainer container, String database) {
        return "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/" + database;
    }
}
