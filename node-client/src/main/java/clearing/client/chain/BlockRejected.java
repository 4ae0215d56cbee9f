package clearing.client.chain;

/**
 * A block that must not be believed. Whoever follows the chain stops here and says so; skipping the block would make everything
 * after it worthless.
 */
public final class BlockRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a block was rejected for. */
    public enum Reason {
        /** Another number than the one that follows. */
        NUMBER,
        /** The header does not name the hash of the header before it. */
        PREVIOUS_HASH,
        /** The header does not name the hash of the data. */
        DATA_HASH,
        /** The orderers' signatures do not satisfy the channel's block validation policy. */
        SIGNATURES,
        /** The first block is not the member's own copy of the genesis block. */
        GENESIS,
        /** Bytes that are not what the protocol allows at their place. */
        MALFORMED,
        /** A configuration block whose configuration cannot be used. */
        CONFIGURATION,
        /** An endorsement's signature is wrong (checked only when asked for). */
        ENDORSEMENT,
        /** A transaction that is called valid and cannot be (checked by replays only). */
        VALIDATION
    }

    private final long blockNumber;
    private final Reason reason;

    /**
     * @param blockNumber number of the block, as expected
     * @param reason      the kind of fault
     * @param sentence    the fault in words
     */
    public BlockRejected(long blockNumber, Reason reason, String sentence) {
        super("Block " + blockNumber + " rejected, " + reason + ": " + sentence);
        this.blockNumber = blockNumber;
        this.reason = reason;
    }

    /** Number of the block, as expected. */
    public long blockNumber() {
        return blockNumber;
    }

    /** The kind of fault. */
    public Reason reason() {
        return reason;
    }
}
