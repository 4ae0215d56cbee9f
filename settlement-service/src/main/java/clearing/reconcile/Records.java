package clearing.reconcile;

import java.util.Arrays;

/**
 * Records of a few words each, laid one after the other in chunks: growing copies none of them, and a record is one or two lines of
 * cache. An address is the number of a record's first word; 0 is none. A record is never freed.
 */
final class Records {
    /** Words of a chunk, as a power of two. */
    static final int BITS = 15;

    /** Words of a chunk. */
    static final int WORDS = 1 << BITS;

    private static final int MASK = WORDS - 1;

    private long[][] chunks = {new long[WORDS]};
    private long next = 1;

    /** Room for a record of zeros. */
    int allocate(int words) {
        if (words > WORDS) {
            throw new IllegalArgumentException("a record has at most " + WORDS + " words");
        }
        if ((next & MASK) + words > WORDS) {
            next = (next | MASK) + 1;
        }
        int chunk = (int) (next >>> BITS);
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + 1);
            chunks[chunk] = new long[WORDS];
        }
        int at = (int) next;
        next += words;
        if (next >= 1L << 32) {
            throw new IllegalStateException("the engine holds as many items as its addresses can name");
        }
        return at;
    }

    /** The chunk that holds a record. */
    long[] chunk(int at) {
        return chunks[at >>> BITS];
    }

    /** The record's first word in its chunk. */
    static int offset(int at) {
        return at & MASK;
    }

    long get(int at, int word) {
        return chunks[at >>> BITS][(at & MASK) + word];
    }

    void set(int at, int word, long value) {
        chunks[at >>> BITS][(at & MASK) + word] = value;
    }

    /** Number of chunks, for a walk over all records. */
    int chunks() {
        return chunks.length;
    }
}
