package clearing.client.submit;

import clearing.client.submit.LedgerException.Kind;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Reads the gateway's status codes. What the peers say in words is used only to tell the contract's own refusals apart. */
final class Faults {
    private static final String CONTRACT_PREFIX = "chaincode response ";

    private Faults() {}

    static LedgerException of(GatewayException e) {
        return of(e.getStatus(), e.getDetails(), e);
    }

    static LedgerException of(GatewayRuntimeException e) {
        return of(e.getStatus(), e.getDetails(), e);
    }

    private static LedgerException of(Status status, List<ErrorDetail> details, Exception cause) {
        List<String> said = new ArrayList<>();
        details.forEach(detail -> said.add(detail.getMessage()));
        String description = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        if (said.isEmpty()) {
            said.add(description);
        }
        // A peer whose chaincode process died answers in the chaincode's place, so the words have to be the contract's
        // own.
        if (said.stream().allMatch(Faults::fromContract)) {
            return new LedgerException(Kind.CONTRACT, contract(said.get(0)), cause);
        }
        return new LedgerException(kind(status.getCode()), description + detail(said, description), cause);
    }

    private static boolean fromContract(String message) {
        return message.startsWith(CONTRACT_PREFIX) && contract(message).startsWith(ContractMessage.PREFIX);
    }

    /** {@code chaincode response 400, CODE: sentence} without what the peer put before it. */
    private static String contract(String message) {
        int comma = message.indexOf(", ", CONTRACT_PREFIX.length());
        return comma < 0 ? message : message.substring(comma + 2);
    }

    private static String detail(List<String> said, String description) {
        List<String> more = said.stream()
                .filter(s -> !s.equals(description))
                .distinct()
                .limit(3)
                .toList();
        return more.isEmpty() ? "" : " (" + String.join("; ", more) + ")";
    }

    private static Kind kind(Status.Code code) {
        return switch (code) {
            // FAILED_PRECONDITION is how a gateway says that it knows no combination of peers, as after a restart.
            case UNAVAILABLE,
                    ABORTED,
                    RESOURCE_EXHAUSTED,
                    DEADLINE_EXCEEDED,
                    CANCELLED,
                    INTERNAL,
                    UNKNOWN,
                    FAILED_PRECONDITION -> Kind.TRANSIENT;
            case NOT_FOUND,
                    INVALID_ARGUMENT,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    UNIMPLEMENTED,
                    ALREADY_EXISTS,
                    OUT_OF_RANGE,
                    DATA_LOSS,
                    OK -> Kind.DENIED;
        };
    }
}
