package clearing.reconcile;

import java.util.Arrays;

/** A list of addresses that grows. */
final class Addresses {
    private int[] all = new int[8];
    private int size;
    private boolean gone;

    void add(int address) {
        if (size == all.length) {
            all = Arrays.copyOf(all, size + (size >>> 1));
        }
        all[size++] = address;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return all[index];
    }

    /** Marks a list that was taken away. */
    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
