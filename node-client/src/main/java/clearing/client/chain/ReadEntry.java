package clearing.client.chain;

import java.util.Optional;

/**
 * One key that a transaction read.
 *
 * @param namespace chaincode whose state it is
 * @param key       the key
 * @param version   version that was seen; empty when the key did not exist
 */
public record ReadEntry(String namespace, String key, Optional<Version> version) {
    /**
     * Height at which a key was last written.
     *
     * @param block       block number
     * @param transaction position in that block
     */
    public record Version(long block, long transaction) {}
}
