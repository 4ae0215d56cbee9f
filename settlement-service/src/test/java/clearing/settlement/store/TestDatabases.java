package clearing.settlement.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One embedded server for all tests of a JVM, a fresh database for each that asks. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

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
        return Holder.CLUSTER.database("t" + NUMBER.incrementAndGet());
    }
}
