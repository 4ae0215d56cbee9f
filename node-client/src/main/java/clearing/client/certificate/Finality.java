package clearing.client.certificate;

/** How far a transaction is, from weak to strong. */
public enum Finality {
    /** A gateway took the signed envelope. Nothing signed says so, so there is no certificate of it. */
    ACCEPTED,
    /**
     * In a block whose header the orderers signed as the channel's {@code BlockValidation} asks, with endorsements that satisfy the
     * contract's policy, and valid in the issuing member's own replay of the chain, which the member signs.
     */
    IRREVOCABLE,
    /** Besides, so many peers sign that it is valid as the contract's endorsement policy asks for. */
    FINAL
}
