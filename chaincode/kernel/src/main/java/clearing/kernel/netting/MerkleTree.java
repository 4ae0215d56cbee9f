package clearing.kernel.netting;

import clearing.kernel.codec.Bytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree in the shape of RFC 6962 (SHA-256): a leaf is hashed behind a byte 0, an inner node behind a byte 1, so that neither
 * can be taken for the other; the left subtree of n leaves has the largest power of two below n. The tree of no leaves has the
 * hash of nothing.
 */
public final class MerkleTree {
    /** Leaves of one tree at most. */
    public static final int MAX_LEAVES = 1 << 27;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final List<byte[][]> levels;

    private MerkleTree(List<byte[][]> levels) {
        this.levels = levels;
    }

    /** @param leaves content of each leaf, in order */
    public static MerkleTree of(List<byte[]> leaves) {
        MessageDigest sha = Bytes.newSha256();
        byte[][] level = new byte[leaves.size()][];
        for (int i = 0; i < level.length; i++) {
            level[i] = leaf(sha, leaves.get(i));
        }
        List<byte[][]> levels = new ArrayList<>();
        levels.add(level);
        while (level.length > 1) {
            byte[][] above = new byte[(level.length + 1) / 2][];
            for (int i = 0; i < above.length; i++) {
                // A node without a sibling moves up as it is: this gives exactly the shape of the RFC.
                above[i] = 2 * i + 1 < level.length ? node(sha, level[2 * i], level[2 * i + 1]) : level[2 * i];
            }
            level = above;
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    public int size() {
        return levels.get(0).length;
    }

    /** 32 bytes. */
    public byte[] root() {
        byte[][] top = levels.get(levels.size() - 1);
        return top.length == 0 ? Bytes.sha256(new byte[0]) : top[0].clone();
    }

    /**
     * The siblings on the way from a leaf to the root.
     *
     * @throws IndexOutOfBoundsException when there is no such leaf
     */
    public InclusionProof prove(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("leaf " + index + " of " + size());
        }
        List<byte[]> path = new ArrayList<>();
        int at = index;
        for (byte[][] level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.length) {
                path.add(level[sibling]);
            }
            at >>= 1;
        }
        return new InclusionProof(index, size(), path);
    }

    static byte[] leaf(MessageDigest sha, byte[] content) {
        sha.update(LEAF);
        return sha.digest(content);
    }

    static byte[] node(MessageDigest sha, byte[] left, byte[] right) {
        sha.update(NODE);
        sha.update(left);
        return sha.digest(right);
    }
}
