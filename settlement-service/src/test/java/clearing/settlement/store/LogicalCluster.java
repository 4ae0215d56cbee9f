package clearing.settlement.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose log can be decoded, as the database of a member's own books would be; one for all tests of a JVM. */
public final class LogicalCluster {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private LogicalCluster() {}

    private static final class Holder {
        private static final EmbeddedCluster CLUSTER = start();

        private static EmbeddedCluster start() {
            try {
                Path home = Files.createTempDirectory("settlement-logical-");
                EmbeddedCluster cluster = EmbeddedCluster.start(
                        home,
                        TestDatabases.cache(),
                        List.of("-c wal_level=logical", "-c max_wal_senders=8", "-c max_replication_slots=16"));
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

    /** A fresh database. */
    public static DatabaseAddress fresh() {
        return Holder.CLUSTER.database("l" + NUMBER.incrementAndGet());
    }
}
