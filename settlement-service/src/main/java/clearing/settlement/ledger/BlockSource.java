package clearing.settlement.ledger;

import java.util.Optional;

/** Where the service reads the chain. */
public interface BlockSource {
    /** The channel. */
    String channel();

    /** The chaincode whose state is verified. */
    String chaincode();

    /**
     * Begins to read.
     *
     * @param next number of the first block wanted
     * @param previousHash header hash of the block before, as the service has it; empty at block 0
     */
    BlockFeed open(long next, Optional<byte[]> previousHash);
}
