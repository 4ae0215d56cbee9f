package clearing.settlement.matching;

/** Row numbers, 1 and up, to places in a list; -1 where there is none. */
final class LongIndex {
    private long[] keys = new long[64];
    private int[] places = new int[64];
    private int used;

    int get(long key) {
        int at = find(keys, key);
        return keys[at] == 0 ? -1 : places[at];
    }

    /** Puts a place; -1 takes it out. */
    void put(long key, int place) {
        int at = find(keys, key);
        if (keys[at] == 0) {
            if (++used > keys.length / 2) {
                grow();
                at = find(keys, key);
            }
            keys[at] = key;
        }
        places[at] = place;
    }

    private void grow() {
        long[] wider = new long[keys.length * 2];
        int[] moved = new int[wider.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int at = find(wider, keys[i]);
                wider[at] = keys[i];
                moved[at] = places[i];
            }
        }
        keys = wider;
        places = moved;
    }

    private static int find(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 40) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }
}
