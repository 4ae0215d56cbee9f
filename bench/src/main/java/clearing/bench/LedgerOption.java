package clearing.bench;

import clearing.demo.LedgerNetwork;
import clearing.demo.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which ledger a benchmark runs on, and that ledger: new each time. */
public final class LedgerOption {
    @Option(
            names = "--ledger",
            defaultValue = "embedded",
            description = "embedded or fabric. Default ${DEFAULT-VALUE}.")
    private String ledger = "embedded";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Made by the command line. */
    public LedgerOption() {}

    /**
     * A network with the baseline's chaincode beside the product's, not started yet.
     *
     * @throws CommandLine.ParameterException for a ledger that there is not
     */
    public LedgerNetwork network() throws IOException {
        if (!List.of("embedded", "fabric").contains(ledger)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--ledger is embedded or fabric, not " + ledger);
        }
        Path root = WorkFolder.root();
        Path work = root.resolve(".clearing").resolve("bench-" + ledger);
        WorkFolder.delete(work);
        Files.createDirectories(root.resolve(".clearing").resolve("cds"));
        Path jar = root.resolve("bench").resolve("target").resolve("bench.jar");
        return Networks.of(root, ledger, work, new TreeMap<>(Map.of("naive", jar)), false, false);
    }

    /** Ledger, cores and JDK, for people. */
    public String ranOn() {
        return (ledger.equals("fabric") ? "real Fabric" : "the embedded ledger") + ", " + Report.machine();
    }
}
