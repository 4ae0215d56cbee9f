package clearing.simulation.ledger;

import java.util.Arrays;

/** A fast 64-bit hash, in the place of signatures and SHA-256: in here nobody computes collisions. */
public final class Fingerprint {
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private long hash = ODD;

    public Fingerprint add(long value) {
        hash = mix(hash * 31 + value);
        return this;
    }

    public Fingerprint add(String text) {
        return add(text.hashCode());
    }

    public Fingerprint add(byte[] bytes) {
        return add(((long) bytes.length << 32) ^ Arrays.hashCode(bytes));
    }

    public long value() {
        return hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
