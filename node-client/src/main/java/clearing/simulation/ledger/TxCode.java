package clearing.simulation.ledger;

/** What validation says of a transaction; the names are Fabric's. */
public enum TxCode {
    VALID,
    DUPLICATE_TXID,
    ENDORSEMENT_POLICY_FAILURE,
    MVCC_READ_CONFLICT
}
