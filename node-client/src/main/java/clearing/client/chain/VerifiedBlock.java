package clearing.client.chain;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * A block whose place in the hash chain, data hash and orderers' signatures were checked.
 *
 * @param number       block number
 * @param headerHash   SHA-256 over the header's ASN.1 form, 32 bytes; what the next block has to name
 * @param previousHash hash of the header before; empty for block 0
 * @param dataHash     SHA-256 over the block's envelopes
 * @param lastConfig   number of the configuration block in force for this block
 * @param sizeBytes    size of the block as delivered
 * @param transactions in order
 */
public record VerifiedBlock(
        long number,
        ByteString headerHash,
        ByteString previousHash,
        ByteString dataHash,
        long lastConfig,
        int sizeBytes,
        List<BlockTransaction> transactions) {
    /** Copies its list. */
    public VerifiedBlock {
        transactions = List.copyOf(transactions);
    }
}
