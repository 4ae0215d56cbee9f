package clearing.client.revenue.proof;

import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param checked what holds, in words, in order
 * @param failure where it fails and why; empty when all holds
 */
public record Findings(List<String> checked, Optional<Failure> failure) {
    public Findings {
        checked = List.copyOf(checked);
    }

    /** A contradiction. */
    public record Failure(String place, String sentence) {}

    public boolean good() {
        return failure.isEmpty();
    }
}
