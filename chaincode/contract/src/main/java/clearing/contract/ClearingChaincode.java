package clearing.contract;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Kernel;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.state.Keys;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.traces.Traces;

/**
 * Functions of the contract.
 *
 * <p>Submitted: {@code apply(batch)} with a batch in the kernel's encoding; answers the outcomes in the kernel's encoding. Evaluated:
 * {@code get(key)}, {@code range(start, end, limit, bookmark)}, {@code digest()} and {@code constitution()}.
 *
 * <p>Errors carry a coded message {@code CLEARING-<number> <CODE> <field>: <sentence>}: status 400 for input that is malformed, a
 * caller that may not call at all and what does not exist (the code tells them apart; the shim knows no other status below
 * 500), 500 for a defect. A refused command is not an error: its outcome says so.
 */
public final class ClearingChaincode extends ChaincodeBase {
    /** How far a proposal's time may be from this peer's clock: a wrong clock is refused by whoever endorses. */
    static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    static final String EVENT = "clearing.applied.v1";

    private static final System.Logger LOG = System.getLogger(ClearingChaincode.class.getName());
    private static final int BAD_REQUEST = 400;

    private final InstantSource clock;

    public ClearingChaincode(InstantSource clock) {
        this.clock = clock;
    }

    /** Does what the shim's own router does before it serves, which a chaincode without a router must do itself. */
    ChaincodeServerProperties prepareToServe() throws URISyntaxException {
        initializeLogging();
        processEnvironmentOptions();
        Properties settings = getChaincodeConfig();
        Metrics.initialize(settings);
        Traces.initialize(settings);
        ChaincodeServerProperties properties = getChaincodeServerConfig();
        String key = System.getenv("CHAINCODE_TLS_KEY");
        if (key != null && !key.isBlank()) {
            // Both sides show a certificate: nobody but this member's own peer may call.
            properties.setTlsEnabled(true);
            properties.setKeyFile(key);
            properties.setKeyCertChainFile(System.getenv("CHAINCODE_TLS_CERT"));
            properties.setTrustCertCollectionFile(System.getenv("CHAINCODE_CLIENT_CA_CERT"));
        }
        return properties;
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return new Response(Response.Status.SUCCESS, "", new byte[0]);
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        try {
            List<byte[]> args = stub.getArgs();
            if (args.isEmpty()) {
                throw malformed("function", "a function's name is missing");
            }
            Caller caller = callerOf(stub);
            if (caller.roles().isEmpty()) {
                return error(
                        BAD_REQUEST, ResultCode.ROLE_MISSING, "caller", "the certificate carries no clearing.role");
            }
            String function = text(args.getFirst(), "function");
            List<byte[]> parameters = args.subList(1, args.size());
            return switch (function) {
                case "apply" -> apply(stub, caller, single(parameters, "batch"));
                case "get" -> success(Queries.get(stub, text(single(parameters, "key"), "key")));
                case "range" -> success(Queries.range(stub, parameters));
                case "digest" -> success(Queries.digest(stub, parameters));
                case "constitution" -> success(Queries.get(stub, Keys.CONSTITUTION));
                default -> throw malformed("function", "there is no such function");
            };
        } catch (MalformedInput e) {
            return error(BAD_REQUEST, e.code(), e.field(), e.sentence());
        } catch (NotFound e) {
            return new Response(BAD_REQUEST, e.getMessage(), new byte[0]);
        } catch (InvariantViolation e) {
            LOG.log(System.Logger.Level.ERROR, "invariant violated in transaction " + stub.getTxId(), e);
            return new Response(
                    Response.Status.INTERNAL_SERVER_ERROR, "CLEARING-DEFECT " + e.getMessage(), new byte[0]);
        }
    }

    private Response apply(ChaincodeStub stub, Caller caller, byte[] bytes) {
        Instant timestamp = stub.getTxTimestamp();
        if (Duration.between(timestamp, clock.instant()).abs().compareTo(TIME_WINDOW) > 0) {
            throw malformed("timestamp", "the proposal's time is more than 15 minutes from this peer's clock");
        }
        Batch batch = Batch.decode(bytes);
        Transition transition =
                Kernel.applyQuietly(Queries.state(stub), caller, new TxContext(stub.getTxId(), timestamp), batch);
        for (Map.Entry<String, byte[]> write : transition.writes().entrySet()) {
            stub.putState(write.getKey(), write.getValue());
        }
        byte[] outcomes = transition.encodeOutcomes();
        if (!transition.writes().isEmpty()) {
            stub.setEvent(EVENT, outcomes);
        }
        return success(outcomes);
    }

    private static Caller callerOf(ChaincodeStub stub) {
        try {
            SerializedIdentity creator = SerializedIdentity.parseFrom(stub.getCreator());
            return Caller.fromCertificate(
                    creator.getMspid(), creator.getIdBytes().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw malformed("creator", "the creator is not a serialized identity");
        }
    }

    private static byte[] single(List<byte[]> parameters, String name) {
        if (parameters.size() != 1) {
            throw malformed(name, "the function takes one argument, not " + parameters.size());
        }
        return parameters.getFirst();
    }

    static String text(byte[] argument, String name) {
        String text = new String(argument, StandardCharsets.US_ASCII);
        if (text.length() > 200 || !text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
            throw malformed(name, "is not at most 200 printable ASCII characters");
        }
        return text;
    }

    static MalformedInput malformed(String field, String sentence) {
        return new MalformedInput(ResultCode.MALFORMED, field, sentence);
    }

    private static Response success(byte[] payload) {
        return new Response(Response.Status.SUCCESS, "", payload);
    }

    private static Response error(int status, ResultCode code, String field, String sentence) {
        return new Response(
                status, "CLEARING-" + code.number() + " " + code + " " + field + ": " + sentence, new byte[0]);
    }

    /** What a query asks for is not on the ledger. */
    static final class NotFound extends RuntimeException {
        NotFound(String sentence) {
            super(sentence);
        }
    }
}
