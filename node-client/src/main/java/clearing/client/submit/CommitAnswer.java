package clearing.client.submit;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Where an envelope ended.
 *
 * @param block number of the block that holds it
 * @param code  the code that the peers gave it
 */
public record CommitAnswer(long block, TxValidationCode code) {}
