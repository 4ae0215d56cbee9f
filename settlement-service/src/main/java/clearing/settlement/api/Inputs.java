package clearing.settlement.api;

import clearing.settlement.access.openid.ProviderAway;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.store.StorageException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.SchemaValidationException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as problems that name the input at fault and nothing internal. */
final class Inputs {
    private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);

    private Inputs() {}

    /** What the validator found, located. */
    static ApiException refusal(Throwable cause, Operation operation) {
        String message = String.valueOf(cause.getMessage());
        Optional<String> parameter = operation.getParameters().stream()
                .sorted(Comparator.comparingInt(p -> -p.getName().length()))
                .map(Parameter::getName)
                .filter(name -> message.contains(" " + name + " ") || message.contains(name + ":"))
                .findFirst();
        if (cause instanceof SchemaValidationException schema) {
            Optional<OutputUnit> deepest = deepest(schema.getOutputUnit());
            String why = deepest.map(OutputUnit::getError).orElse("it does not fit its schema");
            String field = parameter.orElseGet(() -> deepest.map(Inputs::place).orElse("body"));
            return ApiException.invalid(field, sentence(field, why));
        }
        return ApiException.invalid(parameter.orElse(""), message);
    }

    private static String sentence(String field, String why) {
        String text = why.length() > 200 ? why.substring(0, 200) : why;
        return field + ": " + text;
    }

    private static Optional<OutputUnit> deepest(OutputUnit unit) {
        List<OutputUnit> errors = unit == null ? null : unit.getErrors();
        if (errors == null || errors.isEmpty()) {
            return Optional.ofNullable(unit).filter(only -> only.getError() != null);
        }
        return errors.stream()
                .max(Comparator.comparingInt(
                        error -> String.valueOf(error.getInstanceLocation()).length()));
    }

    private static String place(OutputUnit unit) {
        String pointer = String.valueOf(unit.getInstanceLocation());
        String path = pointer.startsWith("#") ? pointer.substring(1) : pointer;
        return path.isEmpty() || path.equals("/") ? "body" : path.substring(1).replace('/', '.');
    }

    /** Any failure; what is not meant for the caller goes to the log. */
    static ApiException problem(Throwable cause, String request) {
        if (cause instanceof ApiException refusal) {
            return refusal;
        }
        if (cause instanceof DeskRefusal refusal) {
            return DeskProblem.of(refusal);
        }
        if (cause instanceof StorageException && cause.getCause() instanceof ApiException refusal) {
            return refusal;
        }
        if (cause instanceof ProviderAway) {
            LOG.warn("{}: {}", request, cause.getMessage());
            return ApiException.unavailable("The identity provider did not answer; try again.");
        }
        if (cause instanceof StorageException) {
            LOG.warn("{}: {}", request, cause.getMessage());
            return ApiException.unavailable("The database did not answer; try again.");
        }
        LOG.error("{} failed", request, cause);
        return ApiException.internal();
    }
}
