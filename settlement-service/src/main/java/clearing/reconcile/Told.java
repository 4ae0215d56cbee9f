package clearing.reconcile;

import java.util.Arrays;

/** What one part of the engine has to say of items of a batch, in their order, until it is said. */
final class Told {
    static final byte PAIRED = 0;
    static final byte PENDING = 1;
    static final byte CARRIED = 2;
    /** The item is the affair of a case. */
    static final byte OTHER = 3;

    private int size;
    private int said;
    private int[] items = new int[16];
    private byte[] kinds = new byte[16];
    /** Id of the item that a pair was made with. */
    private long[] others = new long[16];

    void clear() {
        size = 0;
        said = 0;
    }

    void add(int item, byte kind, long other) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
            others = Arrays.copyOf(others, size * 2);
        }
        items[size] = item;
        kinds[size] = kind;
        others[size++] = other;
    }

    /** Whether what is to be said next is of that item. */
    boolean isNext(int item) {
        return said < size && items[said] == item;
    }

    byte kind() {
        return kinds[said];
    }

    long other() {
        return others[said];
    }

    void pass() {
        said++;
    }
}
