package clearing.settlement.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * One server for all tests of a JVM, a fresh database for each that asks: the embedded one, or one in a container for the tests that
 * {@link OnContainer} runs.
 */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Function<String, DatabaseAddress> EMBEDDED = name -> Holder.CLUSTER.database(name);
    private static volatile Function<String, DatabaseAddress> server = EMBEDDED;

    private TestDatabases() {}

    private static final class Holder {
        private static final EmbeddedCluster CLUSTER = start();

        private static EmbeddedCluster start() {
            try {
                Path home = Files.createTempDirectory("settlement-test-");
                EmbeddedCluster cluster = EmbeddedCluster.start(home, cache());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    cluster.close();
                    try {
                        PostgresBinaries.deleteTree(home);
                    } catch (IOException e) {
                        System.err.println("left behind: " + home);
                    }
                }));
                return cluster;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Where programs are unpacked, as the service does it. */
    public static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "clearing");
    }

    /** A fresh database. */
    public static DatabaseAddress fresh() {
        return server.apply("t" + NUMBER.incrementAndGet());
    }

    /** From now on databases are made by that server. */
    static void use(Function<String, DatabaseAddress> other) {
        server = other;
    }

    /** From now on databases are made by the embedded server. */
    static void useEmbedded() {
        server = EMBEDDED;
    }
}
