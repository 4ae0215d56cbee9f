package clearing.kernel.constitution;

/** What an institution is in the market. The order is part of the ledger's encoding. */
public enum MemberRole {
    BROKER,
    BANK,
    CUSTODIAN,
    PAYMENT_INSTITUTION,
    PLATFORM,
    /** Reads and never acts. */
    REGULATOR
}
