package clearing.bench.naive;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.traces.Traces;

/**
 * One trade per transaction. Functions:
 *
 * <ul>
 *   <li>{@code open(account, amount)} puts a balance.
 *   <li>{@code trade(id, from, to, amount)} reads both balances, refuses to go below zero, writes both and the trade: the whole
 *       life of a trade in one transaction, which flatters this design.
 *   <li>{@code record(id, from, to, amount)}, {@code affirm(id)}, {@code settle(id)}: the same meaning in three transactions, as two
 *       parties and an agent would do it.
 *   <li>{@code balance(account)} for checks.
 * </ul>
 */
public final class NaiveChaincode extends ChaincodeBase {
    private static final int REFUSED = 400;

    /** Does what the shim's own router does before it serves. */
    public ChaincodeServerProperties prepareToServe() throws URISyntaxException {
        initializeLogging();
        processEnvironmentOptions();
        Properties settings = getChaincodeConfig();
        Metrics.initialize(settings);
        Traces.initialize(settings);
        return getChaincodeServerConfig();
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return success("");
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        List<String> args = stub.getStringArgs();
        return switch (args.isEmpty() ? "" : args.getFirst()) {
            case "open" -> {
                stub.putStringState("account/" + args.get(1), args.get(2));
                yield success("");
            }
            case "trade" -> move(stub, args.get(1), args.get(2), args.get(3), Long.parseLong(args.get(4)));
            case "record" -> {
                stub.putStringState("trade/" + args.get(1), "ALLEGED," + String.join(",", args.subList(2, 5)));
                yield success("");
            }
            case "affirm" -> advance(stub, args.get(1));
            case "settle" -> settle(stub, args.get(1));
            case "balance" -> success(stub.getStringState("account/" + args.get(1)));
            case "ready" -> success("ready");
            default -> refused("no such function");
        };
    }

    private static Response advance(ChaincodeStub stub, String id) {
        String trade = stub.getStringState("trade/" + id);
        if (!trade.startsWith("ALLEGED,")) {
            return refused("not alleged");
        }
        stub.putStringState("trade/" + id, "AFFIRMED," + trade.substring("ALLEGED,".length()));
        return success("");
    }

    private static Response settle(ChaincodeStub stub, String id) {
        String[] trade = stub.getStringState("trade/" + id).split(",", -1);
        if (!trade[0].equals("AFFIRMED")) {
            return refused("not affirmed");
        }
        return move(stub, id, trade[1], trade[2], Long.parseLong(trade[3]));
    }

    private static Response move(ChaincodeStub stub, String id, String from, String to, long amount) {
        long payer = Long.parseLong(stub.getStringState("account/" + from));
        long payee = Long.parseLong(stub.getStringState("account/" + to));
        if (payer < amount) {
            return refused("insufficient balance");
        }
        stub.putStringState("account/" + from, Long.toString(payer - amount));
        stub.putStringState("account/" + to, Long.toString(payee + amount));
        stub.putStringState("trade/" + id, "SETTLED," + from + "," + to + "," + amount);
        return success("");
    }

    private static Response success(String payload) {
        return new Response(Response.Status.SUCCESS, "", payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Response refused(String sentence) {
        return new Response(REFUSED, sentence, new byte[0]);
    }
}
