package clearing.client.proof;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree that sums: every node carries the sums of the amounts below it, and hashes the sums of both sides with their hashes. So a
 * proof of one leaf shows the sums of all too, and a leaf that is left out or altered changes the root or a sum. Amounts are never below
 * zero: what goes in and what goes out are two columns, so nothing is hidden by its opposite.
 *
 * <pre>
 * leaf := 32 bytes, the maker's own     node := SHA-256(0x01 | left sums | left hash | right sums | right hash)
 * root := SHA-256(0x02 | number of leaves | sums | hash of the top)     sums, one for each column, and numbers as 64 bits
 * </pre>
 *
 * A node without a sibling moves up as it is, which is the shape of RFC 6962.
 */
public final class SumTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte ROOT = 2;

    /** One level: {@code sums[i]} are the sums of node {@code i}. */
    private record Level(byte[][] hashes, long[][] sums) {}

    private final List<Level> levels = new ArrayList<>();

    private SumTree() {}

    /**
     * @param leaves hash of each, at least one
     * @param amounts of each leaf, as many for each as there are columns, zero or more, each column summing to less than 2^63
     */
    public static SumTree of(byte[][] leaves, long[][] amounts) {
        SumTree tree = new SumTree();
        Level level = new Level(leaves, amounts);
        tree.levels.add(level);
        MessageDigest sha = Bytes.newSha256();
        while (level.hashes.length > 1) {
            level = above(level, sha);
            tree.levels.add(level);
        }
        return tree;
    }

    private static Level above(Level level, MessageDigest sha) {
        int count = level.hashes.length;
        int size = (count + 1) / 2;
        byte[][] hashes = new byte[size][];
        long[][] sums = new long[size][];
        for (int i = 0; i < size; i++) {
            int left = 2 * i;
            if (left + 1 < count) {
                long[] l = level.sums[left];
                long[] r = level.sums[left + 1];
                hashes[i] = node(sha, l, level.hashes[left], r, level.hashes[left + 1]);
                sums[i] = new long[l.length];
                Arrays.setAll(sums[i], c -> Math.addExact(l[c], r[c]));
            } else {
                hashes[i] = level.hashes[left];
                sums[i] = level.sums[left];
            }
        }
        return new Level(hashes, sums);
    }

    public int size() {
        return levels.getFirst().hashes.length;
    }

    /** What all leaves come to, column by column. */
    public long[] sums() {
        return levels.getLast().sums[0].clone();
    }

    /** What goes on the ledger. */
    public Blob root() {
        return root(size(), sums(), levels.getLast().hashes[0]);
    }

    /** The other sides on the way from a leaf to the top, the leaf's first. */
    public List<Side> path(int index) {
        List<Side> path = new ArrayList<>();
        int at = index;
        for (Level level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.hashes.length) {
                path.add(new Side(Arrays.stream(level.sums[sibling]).boxed().toList(), Blob.of(level.hashes[sibling])));
            }
            at >>= 1;
        }
        return path;
    }

    /** A node beside the way. */
    public record Side(List<Long> sums, Blob hash) {
        public Side {
            sums = List.copyOf(sums);
        }

        /** Of a tree with one column. */
        public Side(long sum, Blob hash) {
            this(List.of(sum), hash);
        }

        /** The first column. */
        public long sum() {
            return sums.getFirst();
        }
    }

    /**
     * Whether a leaf leads to a root that is known.
     *
     * @param index its place among {@code size} leaves
     * @param path the other sides on the way up, the leaf's first
     * @param total what all leaves are said to come to
     */
    public static boolean holds(
            Blob root, int index, int size, byte[] leaf, long[] amounts, List<Side> path, long[] total) {
        if (index < 0 || index >= size || Arrays.stream(amounts).anyMatch(a -> a < 0)) {
            return false;
        }
        MessageDigest sha = Bytes.newSha256();
        byte[] hash = leaf;
        long[] sums = amounts.clone();
        Way way = new Way(index, size - 1);
        for (Side side : path) {
            way.alone();
            if (way.last == 0 || !add(sums, side)) {
                return false;
            }
            long[] other = side.sums().stream().mapToLong(Long::longValue).toArray();
            long[] own = new long[sums.length];
            Arrays.setAll(own, c -> sums[c] - other[c]);
            byte[] beside = side.hash().bytes();
            hash = (way.at & 1) == 1 ? node(sha, other, beside, own, hash) : node(sha, own, hash, other, beside);
            way.up();
        }
        way.alone();
        return way.last == 0
                && Arrays.equals(sums, total)
                && root(size, sums, hash).equals(root);
    }

    private static boolean add(long[] sums, Side side) {
        if (side.sums().size() != sums.length) {
            return false;
        }
        for (int c = 0; c < sums.length; c++) {
            long more = side.sums().get(c);
            if (more < 0 || more > Long.MAX_VALUE - sums[c]) {
                return false;
            }
            sums[c] += more;
        }
        return true;
    }

    /** Where one is on the way up: the place, and that of the last node of the level. */
    private static final class Way {
        private int at;
        private int last;

        private Way(int at, int last) {
            this.at = at;
            this.last = last;
        }

        private void up() {
            at >>= 1;
            last >>= 1;
        }

        /** Up the levels at which the node has no sibling. */
        private void alone() {
            while (last > 0 && at == last && (at & 1) == 0) {
                up();
            }
        }
    }

    /** SHA-256(0x00 | salt | what stands in the leaf): says nothing about it to who does not know the salt. */
    public static byte[] leaf(Blob salt, byte[] content) {
        MessageDigest sha = Bytes.newSha256();
        sha.update(LEAF);
        sha.update(salt.bytes());
        return sha.digest(content);
    }

    private static byte[] node(MessageDigest sha, long[] leftSums, byte[] left, long[] rightSums, byte[] right) {
        ByteWriter out = new ByteWriter(64 + 16 * leftSums.length);
        add(out, leftSums).fixed(left);
        add(out, rightSums).fixed(right);
        sha.update(NODE);
        return sha.digest(out.toBytes());
    }

    private static Blob root(long count, long[] sums, byte[] top) {
        MessageDigest sha = Bytes.newSha256();
        sha.update(ROOT);
        return Blob.of(
                sha.digest(add(new ByteWriter(64).i64(count), sums).fixed(top).toBytes()));
    }

    private static ByteWriter add(ByteWriter out, long[] sums) {
        for (long sum : sums) {
            out.i64(sum);
        }
        return out;
    }
}
