package clearing.client.evidence;

import clearing.client.certificate.Check;
import clearing.client.certificate.Finality;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a pack came to.
 *
 * @param checks in order; after the first that fails nothing more is looked at
 * @param proven the weakest of its certificates; empty when there is none
 * @param statement what the pack is about and which facts a certificate proves; to be believed when every check holds
 */
public record EvidenceVerdict(List<Check> checks, Optional<Finality> proven, JsonNode statement) {
    public EvidenceVerdict {
        checks = List.copyOf(checks);
        statement = statement.deepCopy();
    }

    /** Whether every check holds. */
    public boolean good() {
        return failure().isEmpty();
    }

    /** The check that failed. */
    public Optional<Check> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
