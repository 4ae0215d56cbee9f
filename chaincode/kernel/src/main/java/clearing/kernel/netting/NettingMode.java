package clearing.kernel.netting;

/** Who is offset against whom. The order is part of the ledger's encoding. */
public enum NettingMode {
    /** Each pair of members on its own. */
    BILATERAL,
    /** Each member against all others of the set. */
    MULTILATERAL
}
