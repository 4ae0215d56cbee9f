package clearing.client.revenue.usage;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that sums: every node carries the sum of the quantities below it, and hashes the sums of both sides with their hashes. So a
 * proof of one fact shows the sum of the page too, and a fact that is left out or altered changes the root or the sum.
 *
 * <pre>
 * leaf := SHA-256(0x00 | salt | fact)                                 node := SHA-256(0x01 | left sum | left hash | right sum | right hash)
 * root := SHA-256(0x02 | number of facts | sum | hash of the top)     sums and numbers as 64 bits
 * </pre>
 *
 * A node without a sibling moves up as it is, which is the shape of RFC 6962.
 */
final class SumTree {
    private static final byte NODE = 1;
    private static final byte ROOT = 2;

    private final List<long[]> sums = new ArrayList<>();
    private final List<byte[][]> hashes = new ArrayList<>();

    private SumTree() {}

    /**
     * @param leaves hash of each fact, at least one
     * @param quantities of each fact, zero or more, summing to less than 2^63
     */
    static SumTree of(byte[][] leaves, long[] quantities) {
        SumTree tree = new SumTree();
        byte[][] level = leaves;
        long[] sum = quantities;
        tree.add(level, sum);
        MessageDigest sha = Bytes.newSha256();
        while (level.length > 1) {
            int size = (level.length + 1) / 2;
            byte[][] above = new byte[size][];
            long[] sumAbove = new long[size];
            for (int i = 0; i < size; i++) {
                int left = 2 * i;
                boolean pair = left + 1 < level.length;
                above[i] = pair ? node(sha, sum[left], level[left], sum[left + 1], level[left + 1]) : level[left];
                sumAbove[i] = pair ? Math.addExact(sum[left], sum[left + 1]) : sum[left];
            }
            level = above;
            sum = sumAbove;
            tree.add(level, sum);
        }
        return tree;
    }

    private void add(byte[][] level, long[] sum) {
        hashes.add(level);
        sums.add(sum);
    }

    int size() {
        return sums.getFirst().length;
    }

    long sum() {
        return sums.getLast()[0];
    }

    /** What goes on the ledger. */
    Blob root() {
        return root(size(), sum(), hashes.getLast()[0]);
    }

    /** The other sides on the way from a leaf to the top, the leaf's first. */
    List<Side> path(int index) {
        List<Side> path = new ArrayList<>();
        int at = index;
        for (int level = 0; level < sums.size(); level++) {
            int sibling = at ^ 1;
            if (sibling < sums.get(level).length) {
                path.add(new Side(sums.get(level)[sibling], Blob.of(hashes.get(level)[sibling])));
            }
            at >>= 1;
        }
        return path;
    }

    /** A node beside the way. */
    record Side(long sum, Blob hash) {}

    static byte[] node(MessageDigest sha, long leftSum, byte[] left, long rightSum, byte[] right) {
        sha.update(NODE);
        sha.update(new ByteWriter(80)
                .i64(leftSum)
                .fixed(left)
                .i64(rightSum)
                .fixed(right)
                .toBytes());
        return sha.digest();
    }

    static Blob root(long count, long sum, byte[] top) {
        MessageDigest sha = Bytes.newSha256();
        sha.update(ROOT);
        sha.update(new ByteWriter(48).i64(count).i64(sum).fixed(top).toBytes());
        return Blob.of(sha.digest());
    }
}
