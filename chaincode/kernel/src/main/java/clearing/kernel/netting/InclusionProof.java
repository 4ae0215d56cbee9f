package clearing.kernel.netting;

import clearing.kernel.codec.Bytes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** That a leaf stands at a place of a tree of a given size: the siblings from the leaf up to the root (RFC 9162, 2.1.3). */
public final class InclusionProof {
    private static final int HASH_BYTES = 32;

    private final int index;
    private final int size;
    private final byte[][] path;

    /**
     * @param index place of the leaf, from 0
     * @param size number of leaves of the tree
     * @param path sibling hashes of 32 bytes, the leaf's first
     * @throws IllegalArgumentException when a hash has another length
     */
    public InclusionProof(int index, int size, List<byte[]> path) {
        this.index = index;
        this.size = size;
        this.path = path.stream().map(byte[]::clone).toArray(byte[][]::new);
        for (byte[] hash : this.path) {
            if (hash.length != HASH_BYTES) {
                throw new IllegalArgumentException("a hash of the path has " + hash.length + " bytes, not 32");
            }
        }
    }

    public int index() {
        return index;
    }

    public int size() {
        return size;
    }

    /** Copies of the sibling hashes, the leaf's first. */
    public List<byte[]> path() {
        return Arrays.stream(path).map(byte[]::clone).toList();
    }

    /** True when the content stands at this place of the tree with this root. */
    public boolean proves(byte[] content, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        MessageDigest sha = Bytes.newSha256();
        byte[] hash = MerkleTree.leaf(sha, content);
        int at = index;
        int last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = MerkleTree.node(sha, sibling, hash);
                // Up the levels at which the node had no sibling.
                while ((at & 1) == 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleTree.node(sha, hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InclusionProof that
                && index == that.index
                && size == that.size
                && Arrays.deepEquals(path, that.path);
    }

    @Override
    public int hashCode() {
        return (31 * index + size) * 31 + Arrays.deepHashCode(path);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return index + " of " + size + " by "
                + Arrays.stream(path).map(hex::formatHex).toList();
    }
}
