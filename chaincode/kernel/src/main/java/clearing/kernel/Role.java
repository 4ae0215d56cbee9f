package clearing.kernel;

/** What a certificate may do for its institution: the values of the attribute {@code clearing.role}. */
public enum Role {
    /** Proposes and ratifies constitutions. */
    ADMIN("admin"),
    /** Records, affirms, rejects and cancels trades. */
    TRADER("trader"),
    /** Deposits, withdrawals and their attestation. */
    TREASURER("treasurer"),
    /** Runs settlement rounds. */
    AGENT("agent"),
    /** Queries only. */
    READER("reader");

    private final String attribute;

    Role(String attribute) {
        this.attribute = attribute;
    }

    /** The word in the certificate. */
    public String attribute() {
        return attribute;
    }
}
