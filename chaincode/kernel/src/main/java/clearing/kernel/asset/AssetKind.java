package clearing.kernel.asset;

/** The order is part of the ledger's encoding. */
public enum AssetKind {
    /** Money at a settlement bank, by ISO 4217 code, in minor units. */
    CASH,
    /** Securities at a custodian, by ISIN (ISO 6166), in units of the scale that the constitution states. */
    SECURITY
}
