package clearing.settlement.revenue;

import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.terms.Terms;
import java.time.Instant;
import java.util.List;

/**
 * A version of an agreement as it was proposed, and who has signed it.
 *
 * @param hash SHA-256 of the terms: what signatures are under
 * @param signatures in their order
 */
public record TermsVersion(Terms terms, Blob hash, boolean inForce, List<Signature> signatures) {
    public TermsVersion {
        signatures = List.copyOf(signatures);
    }

    public record Signature(String member, Instant at) {}
}
