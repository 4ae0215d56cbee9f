package clearing.devnet;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the embedded ledger until it is told to stop.
 *
 * <p>Exit codes: 0 after a stop, 1 when the ledger cannot run, 2 on a bad command line.
 */
public final class DevnetMain {

    private static final Logger LOG = logger();

    private DevnetMain() {}

    /** The first logger of the process: the level has to be known before. */
    private static Logger logger() {
        Optional.ofNullable(System.getProperty("CLEARING_LOG"))
                .or(() -> Optional.ofNullable(System.getenv("CLEARING_LOG")))
                .ifPresent(level -> System.setProperty("org.slf4j.simpleLogger.log.clearing", level));
        return LoggerFactory.getLogger(DevnetMain.class);
    }

    /** Starts the ledger and prints a line {@code READY} and a table when its peers answer. */
    public static void main(String[] arguments) {
        var given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(DevnetOptions.USAGE);
            return;
        }
        DevnetConfig config;
        try {
            config = DevnetOptions.parse(given);
        } catch (IllegalArgumentException e) {
            System.err.println("devnet: " + e.getMessage());
            System.err.print(DevnetOptions.USAGE);
            System.exit(2);
            return;
        }
        Warmup.begin();
        try {
            run(config);
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("cannot run", e);
            System.err.println("devnet: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(DevnetConfig config) throws IOException {
        var ledger = Devnet.start(config);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(ledger, stopped), "stop"));
        print(config, ledger, System.out);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Devnet ledger, CountDownLatch stopped) {
        try {
            ledger.close();
        } catch (IOException e) {
            LOG.error("the ledger did not stop cleanly", e);
        } finally {
            stopped.countDown();
        }
    }

    static void print(DevnetConfig config, Devnet ledger, PrintStream out) {
        out.println("Embedded development ledger. One process orders and validates for all members:"
                + " it is for development and tests, and nothing in it is a consensus claim.");
        out.println("home " + config.home().toAbsolutePath() + ", height " + ledger.height());
        out.printf("%-18s %-22s%s%n", "member", "peer", chaincodeHeadings(config));
        ledger.peerAddresses().forEach((member, address) -> {
            var line = new StringBuilder("%-18s %-22s".formatted(member, address));
            for (var chaincode : config.chaincodes()) {
                line.append(" %-22s"
                        .formatted(ledger.chaincodeAddresses(chaincode.name()).get(member)));
            }
            out.println(line.toString().stripTrailing());
        });
        out.println("READY");
        out.flush();
    }

    private static String chaincodeHeadings(DevnetConfig config) {
        var headings = new StringBuilder();
        config.chaincodes().forEach(chaincode -> headings.append(" %-22s".formatted("chaincode " + chaincode.name())));
        return headings.toString().stripTrailing();
    }
}
