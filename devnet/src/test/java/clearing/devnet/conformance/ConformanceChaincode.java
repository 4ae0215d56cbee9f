package clearing.devnet.conformance;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.traces.Traces;

/** A chaincode that makes a peer answer every message of the chaincode protocol. */
public final class ConformanceChaincode extends ChaincodeBase {

    private static final Logger SHIM = Logger.getLogger("org.hyperledger.fabric.shim");

    private final String member;

    /** A chaincode of the member's server; the member only shows where an endorser is made to diverge. */
    public ConformanceChaincode(String member) {
        this.member = member;
    }

    void initialize(String packageId) {
        processCommandLineOptions(new String[] {"-i", packageId});
        initializeLogging();
        SHIM.setLevel(Level.SEVERE);
        Properties properties = getChaincodeConfig();
        Metrics.initialize(properties);
        Traces.initialize(properties);
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        var arguments = stub.getParameters();
        return switch (stub.getFunction()) {
            case "put" -> put(stub, arguments);
            case "putMany" -> putMany(stub, arguments);
            case "get" -> success(stub.getStringState(arguments.getFirst()));
            case "delete" -> delete(stub, arguments.getFirst());
            case "increment" -> increment(stub, arguments.getFirst());
            case "putThenGet" -> putThenGet(stub, arguments);
            case "range" -> success(join(stub.getStateByRange(arguments.get(0), arguments.get(1))));
            case "rangeThenPut" -> rangeThenPut(stub, arguments);
            case "page" -> page(stub, arguments);
            case "pageThenPut" -> pageThenPut(stub, arguments);
            case "putComposite" -> putComposite(stub, arguments);
            case "composite" ->
                success(join(stub.getStateByPartialCompositeKey(
                        arguments.getFirst(),
                        arguments.subList(1, arguments.size()).toArray(String[]::new))));
            case "history" -> history(stub, arguments.getFirst());
            case "query" -> success(join(stub.getQueryResult(arguments.getFirst())));
            case "event" -> event(stub, arguments);
            case "call" -> call(stub, arguments);
            case "creator" -> creator(stub);
            case "echo" -> ResponseUtils.newSuccessResponse(stub.getArgs().get(1));
            case "fail" -> ResponseUtils.newErrorResponse(arguments.getFirst());
            case "throw" -> throw new IllegalStateException(arguments.getFirst());
            case "diverge" -> diverge(stub, arguments);
            case "privateData" -> success(stub.getPrivateDataUTF8("_implicit_org_" + member, "k"));
            case "keyPolicy" -> keyPolicy(stub, arguments.getFirst());
            case "keyPolicyOf" -> success(Arrays.toString(stub.getStateValidationParameter(arguments.getFirst())));
            default -> ResponseUtils.newErrorResponse("no function " + stub.getFunction());
        };
    }

    private static Response success(String text) {
        return ResponseUtils.newSuccessResponse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Response creator(ChaincodeStub stub) {
        try {
            return success(SerializedIdentity.parseFrom(stub.getCreator()).getMspid());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the creator cannot be read", e);
        }
    }

    private static Response put(ChaincodeStub stub, List<String> arguments) {
        stub.putStringState(arguments.get(0), arguments.get(1));
        return success(arguments.get(1));
    }

    /** Writes a value to {@code prefix0000}, {@code prefix0001} and so on. */
    private static Response putMany(ChaincodeStub stub, List<String> arguments) {
        var count = Integer.parseInt(arguments.get(1));
        for (int i = 0; i < count; i++) {
            stub.putStringState(arguments.get(0) + "%04d".formatted(i), "v");
        }
        return ResponseUtils.newSuccessResponse();
    }

    private static Response delete(ChaincodeStub stub, String key) {
        stub.delState(key);
        return ResponseUtils.newSuccessResponse();
    }

    private static Response increment(ChaincodeStub stub, String key) {
        var found = stub.getStringState(key);
        var next = found.isEmpty() ? 1 : Long.parseLong(found) + 1;
        stub.putStringState(key, Long.toString(next));
        return success(Long.toString(next));
    }

    private static Response putThenGet(ChaincodeStub stub, List<String> arguments) {
        stub.putStringState(arguments.get(0), arguments.get(1));
        return success(stub.getStringState(arguments.get(0)));
    }

    private static String join(Iterable<KeyValue> results) {
        return StreamSupport.stream(results.spliterator(), false)
                .map(found -> found.getKey() + "=" + found.getStringValue())
                .collect(Collectors.joining(","));
    }

    private static Response rangeThenPut(ChaincodeStub stub, List<String> arguments) {
        var found = join(stub.getStateByRange(arguments.get(0), arguments.get(1)));
        stub.putStringState(arguments.get(2), found.isEmpty() ? "none" : found);
        return success(found);
    }

    private static Response page(ChaincodeStub stub, List<String> arguments) {
        var found = stub.getStateByRangeWithPagination(
                arguments.get(0), arguments.get(1), Integer.parseInt(arguments.get(2)), arguments.get(3));
        return success(join(found) + "|" + found.getMetadata().getFetchedRecordsCount() + "|"
                + found.getMetadata().getBookmark());
    }

    private static Response pageThenPut(ChaincodeStub stub, List<String> arguments) {
        join(stub.getStateByRangeWithPagination(arguments.get(0), arguments.get(1), 10, ""));
        stub.putStringState(arguments.get(0), "written");
        return ResponseUtils.newSuccessResponse();
    }

    private static Response putComposite(ChaincodeStub stub, List<String> arguments) {
        var key = stub.createCompositeKey(
                arguments.getFirst(), arguments.subList(1, arguments.size() - 1).toArray(String[]::new));
        stub.putStringState(key.toString(), arguments.getLast());
        return ResponseUtils.newSuccessResponse();
    }

    private static Response history(ChaincodeStub stub, String key) {
        return success(StreamSupport.stream(stub.getHistoryForKey(key).spliterator(), false)
                .map(change -> change.isDeleted() ? "deleted" : change.getStringValue())
                .collect(Collectors.joining(",")));
    }

    private static Response event(ChaincodeStub stub, List<String> arguments) {
        stub.putStringState("event-" + arguments.get(0), arguments.get(1));
        stub.setEvent(arguments.get(0), arguments.get(1).getBytes(StandardCharsets.UTF_8));
        return ResponseUtils.newSuccessResponse();
    }

    private static Response call(ChaincodeStub stub, List<String> arguments) {
        stub.putStringState("called-" + arguments.get(2), arguments.getFirst());
        return stub.invokeChaincodeWithStringArgs(
                arguments.getFirst(), arguments.subList(1, arguments.size()), stub.getChannelId());
    }

    private Response diverge(ChaincodeStub stub, List<String> arguments) {
        stub.putStringState(arguments.getFirst(), member);
        return ResponseUtils.newSuccessResponse();
    }

    private static Response keyPolicy(ChaincodeStub stub, String key) {
        stub.putStringState(key, "guarded");
        stub.setStateValidationParameter(key, new byte[] {1});
        return ResponseUtils.newSuccessResponse();
    }
}
