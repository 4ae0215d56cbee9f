package clearing.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Networks of the sample consortium. */
public final class Networks {
    /** The five members that run nodes, and the regulator that only reads. */
    public static final List<String> MEMBERS =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech", "MarketAuthority");

    private Networks() {}

    /**
     * A network that is not started yet.
     *
     * @param root folder of the repository with a finished build
     * @param kind {@code embedded} or {@code fabric}
     * @param work folder for the ledger and its logs
     * @param extraChaincodes jars of further chaincodes, by name
     * @param keep leave the data in place when closed
     * @param shortLived true when it runs for a minute or two
     */
    public static LedgerNetwork of(
            Path root,
            String kind,
            Path work,
            SortedMap<String, Path> extraChaincodes,
            boolean keep,
            boolean shortLived)
            throws IOException {
        Programs programs = new Programs(root, shortLived);
        Path logs = Files.createDirectories(work.resolve("logs"));
        if (kind.equals("fabric")) {
            List<String> extra = new ArrayList<>();
            extraChaincodes.forEach((name, jar) -> extra.add(name + "=" + jar));
            return new FabricNetwork(programs, work.resolve("ledger"), extra, keep);
        }
        return new EmbeddedNetwork(programs, work.resolve("ledger"), logs, MEMBERS, new TreeMap<>(extraChaincodes));
    }

    /** The command that starts the embedded ledger in a home, without chaincode servers; it says {@code READY}. */
    public static List<String> embeddedLedger(Path root, Path home) {
        Programs programs = new Programs(root, true);
        return programs.java(programs.devnet(), 1024, false, "--home", home.toString());
    }
}
