package clearing.bench;

import clearing.bench.naive.NaiveChaincode;
import clearing.bench.netting.NettingCommand;
import clearing.bench.settle.SettleBench;
import clearing.bench.start.StartCommand;
import clearing.demo.LedgerNetwork;
import clearing.demo.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code scripts/bench}. A network that starts this jar as a chaincode (with {@code CHAINCODE_SERVER_ADDRESS} set, as for any
 * chaincode as a service) gets the baseline's chaincode.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs a benchmark: baseline and product in turn, medians of pairs with their range.",
        subcommands = {BenchMain.ListBenches.class, BenchMain.Settle.class, NettingCommand.class, StartCommand.class})
public final class BenchMain {
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

    private BenchMain() {}

    public static void main(String[] args) throws IOException, InterruptedException, URISyntaxException {
        if (System.getenv("CHAINCODE_SERVER_ADDRESS") != null) {
            NaiveChaincode chaincode = new NaiveChaincode();
            ChaincodeServerProperties properties = chaincode.prepareToServe();
            properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
            new NettyChaincodeServer(chaincode, properties).start();
            return;
        }
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Command(name = "list", description = "Names the benchmarks.")
    static final class ListBenches implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.println("settle   whole life cycles of trades per second against one transaction per trade");
            out.println("netting  millions of obligations netted against a plain scan of them");
            out.println("start    milliseconds until the embedded ledger answers, in a new home and in an old one");
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(
            name = "settle",
            mixinStandardHelpOptions = true,
            description =
                    "Whole life cycles of trades per second against one transaction per trade, on the same network.")
    static final class Settle implements Callable<Integer> {
        @Option(
                names = "--ledger",
                defaultValue = "embedded",
                description = "embedded or fabric. Default ${DEFAULT-VALUE}.")
        private String ledger = "embedded";

        @Option(names = "--json", description = "One JSON object instead of a table.")
        private boolean json;

        @Option(
                names = "--pairs",
                defaultValue = "3",
                description = "Pairs of baseline and product. Default ${DEFAULT-VALUE}.")
        private int pairs = 3;

        @Option(
                names = "--pages",
                defaultValue = "40",
                description = "Pages of 2,000 trades a run. Default ${DEFAULT-VALUE}.")
        private int pages = 40;

        @Option(
                names = "--seconds",
                defaultValue = "6",
                description = "Length of a baseline's run. Default ${DEFAULT-VALUE}.")
        private int seconds = 6;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!List.of("embedded", "fabric").contains(ledger)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "--ledger is embedded or fabric, not " + ledger);
            }
            Path root = Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
            Path work = root.resolve(".clearing").resolve("bench-" + ledger);
            delete(work);
            Files.createDirectories(root.resolve(".clearing").resolve("cds"));
            Path jar = root.resolve("bench").resolve("target").resolve("bench.jar");
            SettleBench.Size size = new SettleBench.Size(pairs, 64, Duration.ofSeconds(seconds), pages, 2_000, 9);
            PrintWriter err = spec.commandLine().getErr();
            try (LedgerNetwork network =
                    Networks.of(root, ledger, work, new TreeMap<>(Map.of("naive", jar)), false, false)) {
                network.start();
                Figures figures = new SettleBench(size, err).run(network, ranOn());
                spec.commandLine().getOut().println(json ? figures.toJson() : figures.toText());
                return figures.hold() ? CommandLine.ExitCode.OK : 1;
            }
        }

        private String ranOn() {
            return (ledger.equals("fabric") ? "real Fabric" : "the embedded ledger") + ", "
                    + Runtime.getRuntime().availableProcessors() + " cores, JDK "
                    + Runtime.version().feature();
        }

        private static void delete(Path folder) throws IOException {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
