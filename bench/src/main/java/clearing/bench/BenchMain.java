package clearing.bench;

import clearing.bench.gridlock.GridlockCommand;
import clearing.bench.intake.IntakeCommand;
import clearing.bench.liquidity.LiquidityCommand;
import clearing.bench.naive.NaiveChaincode;
import clearing.bench.netting.NettingCommand;
import clearing.bench.reconcile.BreaksCommand;
import clearing.bench.reconcile.GrowthCommand;
import clearing.bench.reconcile.LatencyCommand;
import clearing.bench.reconcile.ReconcileCommand;
import clearing.bench.reconcile.RowwiseCommand;
import clearing.bench.revenue.RevenueCommandLine;
import clearing.bench.settle.RoundCommand;
import clearing.bench.settle.SettleCommand;
import clearing.bench.simulate.SimulateCommand;
import clearing.bench.start.StartCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.util.concurrent.Callable;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code scripts/bench}. A network that starts this jar as a chaincode (with {@code CHAINCODE_SERVER_ADDRESS} set, as for any
 * chaincode as a service) gets the baseline's chaincode.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs a benchmark: baseline and product in turn, medians of pairs with their range.",
        subcommands = {
            BenchMain.ListBenches.class,
            SettleCommand.class,
            RoundCommand.class,
            IntakeCommand.class,
            GridlockCommand.class,
            LiquidityCommand.class,
            NettingCommand.class,
            ReconcileCommand.class,
            RowwiseCommand.class,
            GrowthCommand.class,
            LatencyCommand.class,
            BreaksCommand.class,
            RevenueCommandLine.class,
            SimulateCommand.class,
            StartCommand.class
        })
public final class BenchMain {
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

    private BenchMain() {}

    /** The command line. */
    static CommandLine commandLine() {
        return new CommandLine(new BenchMain());
    }

    public static void main(String[] args) throws IOException, InterruptedException, URISyntaxException {
        if (System.getenv("CHAINCODE_SERVER_ADDRESS") != null) {
            NaiveChaincode chaincode = new NaiveChaincode();
            ChaincodeServerProperties properties = chaincode.prepareToServe();
            properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
            new NettyChaincodeServer(chaincode, properties).start();
            return;
        }
        System.exit(commandLine().execute(args));
    }

    @Command(name = "list", description = "Names the benchmarks.")
    static final class ListBenches implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.println("settle    whole life cycles of trades per second against one transaction per trade");
            out.println("round     a settlement round after much history against one after little");
            out.println("intake    trades acknowledged over HTTP against the same rows inserted into PostgreSQL");
            out.println(
                    "gridlock  what gridlock resolution and free selection settle, against exact optima and bounds");
            out.println("liquidity liquidity that a day needs, settled continuously, against gross and netting");
            out.println("netting   millions of obligations netted against a plain scan of them");
            out.println("reconcile files of chain and books to durable verdicts against a bare COPY; matching alone");
            out.println("rowwise   entries to durable verdicts against one window query and one commit an entry");
            out.println("growth    cost of matching against the size of the books, and a block over much history");
            out.println("latency   from the delivery of a block to its durable verdicts, close to full load");
            out.println("breaks    breaks of every kind planted among a million entries, and what is found of them");
            out.println("revenue   metered facts to a statement against the same sums in PostgreSQL; many agreements");
            out.println(
                    "simulate  seeds of the simulator without a broken invariant, and planted bugs that it catches");
            out.println("start     milliseconds until the embedded ledger answers, in a new home and in an old one");
            return CommandLine.ExitCode.OK;
        }
    }
}
