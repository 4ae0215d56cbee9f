package clearing.kernel;

/** What a certificate may do for its institution: the values of the attribute {@code clearing.role}. */
public enum Role {
    /** Proposes and ratifies constitutions. */
    ADMIN("admin"),
    /** Records, affirms, rejects and cancels trades. */
    TRADER("trader"),
    /** Deposits, withdrawals and their attestation. */
    TREASURER("treasurer"),
    /** Runs settlement rounds, and anchors the journal. */
    AGENT("agent"),
    /** Queries only. */
    READER("reader"),
    /** Opens, answers and proposes to resolve what two institutions share of a break; a person. */
    MAKER("maker"),
    /** Signs what a maker of the same institution has signed; another person. */
    CHECKER("checker");

    private final String attribute;

    Role(String attribute) {
        this.attribute = attribute;
    }

    /** The word in the certificate. */
    public String attribute() {
        return attribute;
    }
}
