package clearing.settlement.ledger;

/** Why the verifier stopped. */
public enum HaltReason {
    /** A key has another value than the kernel computes. */
    WRITE_DIFFERS("The block writes another value than the kernel computes."),
    /** The kernel writes a key that the block does not. */
    WRITE_MISSING("The block leaves out a write that the kernel computes."),
    /** The block writes a key that the kernel does not. */
    WRITE_UNEXPECTED("The block holds a write that the kernel does not compute."),
    /** The response is not the one that the kernel computes. */
    RESPONSE_DIFFERS("The transaction's response is not the one that the kernel computes."),
    /** A validation code contradicts the versions that the transaction read. */
    FLAG_DIFFERS("The validation code contradicts the versions that the transaction read."),
    /** The own postings do not add up to the change of the own balances. */
    POSTINGS_DIFFER("The postings of the block do not add up to the change of the balance."),
    /** A valid transaction that the kernel cannot read or that breaks an invariant. */
    MALFORMED("A transaction that the peers found valid cannot be computed."),
    /** The hash chain or an orderer's signature is wrong. */
    CHAIN_BROKEN("The hash chain or a signature of the orderers is wrong.");

    private final String sentence;

    HaltReason(String sentence) {
        this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
