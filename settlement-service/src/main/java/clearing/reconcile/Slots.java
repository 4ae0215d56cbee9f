package clearing.reconcile;

/**
 * Finds a record by its reference. Open addressing in many small segments, each of which grows by itself and at another fill, so
 * that no arrival waits for a whole table to be built again. A slot holds 32 bits of the hash and the record's address.
 */
final class Slots {
    private static final int SEGMENTS = 256;

    private final long[][] segments = new long[SEGMENTS][16];
    private final int[] used = new int[SEGMENTS];
    private final Records records;
    /** Word of a record that holds its length and flags, and the first word of its reference. */
    private final int head;

    private final int reference;

    Slots(Records records, int head, int reference) {
        this.records = records;
        this.head = head;
        this.reference = reference;
    }

    /** Brings the hash's slots into the cache. The number means nothing; it is there to be used. */
    int look(long hash) {
        long[] segment = segments[(int) (hash >>> 56)];
        return (int) segment[(int) hash & segment.length - 1];
    }

    /** The first record that has 32 bits of the hash: nearly always the one, if it is there; 0 when it is surely not there. */
    int likely(long hash) {
        long[] segment = segments[(int) (hash >>> 56)];
        int mask = segment.length - 1;
        int i = (int) hash & mask;
        while (segment[i] != 0 && (int) (segment[i] >>> 32) != (int) hash) {
            i = i + 1 & mask;
        }
        return (int) segment[i];
    }

    /** Address of the record with that reference, 0 for none. */
    int find(long hash, long[] words, int at, int count, int length) {
        long[] segment = segments[(int) (hash >>> 56)];
        int mask = segment.length - 1;
        for (int i = (int) hash & mask; ; i = i + 1 & mask) {
            long slot = segment[i];
            if (slot == 0) {
                return 0;
            }
            if ((int) (slot >>> 32) == (int) hash && holds((int) slot, words, at, count, length)) {
                return (int) slot;
            }
        }
    }

    /** True when the record has that reference. */
    boolean holds(int address, long[] words, int at, int count, int length) {
        long[] chunk = records.chunk(address);
        int offset = Records.offset(address);
        if (((int) chunk[offset + head] >>> 8) != length) {
            return false;
        }
        int from = offset + reference;
        for (int i = 0; i < count; i++) {
            if (chunk[from + i] != words[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** Enters a record that is not there. */
    void add(long hash, int address) {
        int number = (int) (hash >>> 56);
        long[] segment = segments[number];
        // From 50 % of the first segment to 75 % of the last: they do not grow all at once.
        if (used[number] >= (segment.length >>> 1) + (int) ((long) segment.length * number >>> 10)) {
            segment = grown(segment);
            segments[number] = segment;
        }
        put(segment, hash << 32 | address & 0xffff_ffffL);
        used[number]++;
    }

    private static long[] grown(long[] segment) {
        long[] wider = new long[segment.length * 2];
        for (long slot : segment) {
            if (slot != 0) {
                put(wider, slot);
            }
        }
        return wider;
    }

    private static void put(long[] segment, long slot) {
        int mask = segment.length - 1;
        int i = (int) (slot >>> 32) & mask;
        while (segment[i] != 0) {
            i = i + 1 & mask;
        }
        segment[i] = slot;
    }
}
