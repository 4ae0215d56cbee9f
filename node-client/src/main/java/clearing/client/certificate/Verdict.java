package clearing.client.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a certificate came to.
 *
 * @param checks    in order; after the first that fails nothing more is looked at
 * @param state     what the certificate proves; empty when a check failed
 * @param statement the claim; only to be believed when no check failed
 */
public record Verdict(List<Check> checks, Optional<Finality> state, JsonNode statement) {
    /** Copies its list. */
    public Verdict {
        checks = List.copyOf(checks);
        statement = statement.deepCopy();
    }

    /** Whether every check holds. */
    public boolean good() {
        return state.isPresent();
    }

    /** The check that failed. */
    public Optional<Check> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
