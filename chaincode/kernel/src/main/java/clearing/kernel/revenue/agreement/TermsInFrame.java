package clearing.kernel.revenue.agreement;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.terms.Terms;
import java.util.Optional;

/** To be wired to the checks. */
final class TermsInFrame {
    private TermsInFrame() {}

    record Fault(String field, String sentence) {}

    static Optional<Fault> fault(Terms terms, Constitution constitution) {
        return terms.parties().size() < 2
                        || constitution.assetOf(terms.currency()).isEmpty()
                ? Optional.of(new Fault("parties", "two or more"))
                : Optional.empty();
    }
}
