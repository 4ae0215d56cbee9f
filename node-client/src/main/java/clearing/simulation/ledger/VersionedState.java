package clearing.simulation.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keys with values and the versions that wrote them; its digest goes along with every change. */
public final class VersionedState {
    /** The version of what is not there. */
    public static final long ABSENT = -1;

    private static final int TRANSACTIONS_PER_BLOCK = 1 << 20;

    private final TreeMap<String, Versioned> entries = new TreeMap<>();
    private long digest;

    /** A value with the place of the transaction that wrote it. */
    public record Versioned(byte[] value, long version) {}

    public static long version(long block, int transaction) {
        return block * TRANSACTIONS_PER_BLOCK + transaction;
    }

    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Versioned::value);
    }

    public long version(String key) {
        Versioned entry = entries.get(key);
        return entry == null ? ABSENT : entry.version();
    }

    public void put(String key, byte[] value, long version) {
        Versioned before = entries.put(key, new Versioned(value, version));
        if (before != null) {
            digest -= print(key, before.value());
        }
        digest += print(key, value);
    }

    /** The same for the same keys and values, in whatever order they came. */
    public long digest() {
        return digest;
    }

    /** The digest, computed anew from all entries. */
    public long recomputedDigest() {
        long sum = 0;
        for (Map.Entry<String, Versioned> entry : entries.entrySet()) {
            sum += print(entry.getKey(), entry.getValue().value());
        }
        return sum;
    }

    /** Entries whose key begins so, in key order. */
    public SortedMap<String, Versioned> under(String prefix) {
        return entries.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static long print(String key, byte[] value) {
        return new Fingerprint().add(key).add(value).value();
    }
}
