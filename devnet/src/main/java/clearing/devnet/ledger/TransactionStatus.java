package clearing.devnet.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Where a transaction committed and how.
 *
 * @param block its block
 * @param index its place in the block
 * @param code valid, or why not
 */
public record TransactionStatus(long block, int index, TxValidationCode code) {}
