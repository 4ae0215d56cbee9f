package clearing.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * kill -9 of parts of the consortium while the day is under way, each started again at once. A day with sabotage must come to the
 * same totals.
 *
 * @param parts in the order in which they die
 */
record Sabotage(List<Part> parts) {
    private static final Duration UNTIL_BUSY = Duration.ofMinutes(3);

    /** What can be killed. */
    enum Part {
        SERVICE,
        CLIENT,
        CHAINCODE,
        LEDGER
    }

    /** Trades settled so far. */
    @FunctionalInterface
    interface Settled {
        long count() throws IOException, InterruptedException;
    }

    Sabotage {
        parts = List.copyOf(parts);
    }

    static Sabotage none() {
        return new Sabotage(List.of());
    }

    /** Waits until trades settle, then kills one part after the other, each when more trades have settled since the last. */
    void during(
            ManagedProcess clients,
            Settled settled,
            LedgerNetwork network,
            ServiceProcess services,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        long seen = 0;
        for (Part part : parts) {
            seen = awaitMore(seen, settled, clients);
            progress.accept("kill -9: " + part.name().toLowerCase(java.util.Locale.ROOT) + ", after " + seen
                    + " settled trades");
            switch (part) {
                case SERVICE -> services.crash();
                case CLIENT -> {
                    clients.crash();
                    clients.start();
                }
                case CHAINCODE -> network.crashChaincode("HarbourBrokers");
                case LEDGER -> network.crashLedger();
            }
        }
    }

    private static long awaitMore(long than, Settled settled, ManagedProcess clients)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(UNTIL_BUSY);
        while (true) {
            long now = settled.count();
            if (now > than || !clients.isAlive() || Instant.now().isAfter(end)) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
