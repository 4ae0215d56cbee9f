package clearing.kernel;

import java.time.Instant;

/**
 * What the ledger says about a transaction.
 *
 * @param txId Fabric's transaction id
 * @param timestamp the proposal's timestamp, the only time that the kernel knows
 */
public record TxContext(String txId, Instant timestamp) {}
