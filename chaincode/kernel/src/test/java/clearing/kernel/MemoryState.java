package clearing.kernel;

import clearing.kernel.state.LedgerState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger in memory. It hands out copies, so nothing changes but through {@link #commit}. */
public final class MemoryState implements LedgerState {
    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(byte[]::clone);
    }

    public void commit(Map<String, byte[]> writes) {
        writes.forEach(this::put);
    }

    public void put(String key, byte[] value) {
        entries.put(key, value.clone());
    }

    public void remove(String key) {
        entries.remove(key);
    }

    /** All keys and values in key order. */
    public Iterable<Map.Entry<String, byte[]>> entries() {
        return entries.entrySet();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public int size() {
        return entries.size();
    }
}
