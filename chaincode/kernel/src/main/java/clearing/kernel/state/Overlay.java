package clearing.kernel.state;

import clearing.kernel.InvariantViolation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A transaction's own view: it sees its own writes (Fabric's {@code getState} does not), reads each key of the ledger once, and
 * can go back to a savepoint.
 */
public final class Overlay {
    private final LedgerState committed;
    // Looked up by key only; what leaves is the sorted map.
    private final Map<String, Optional<byte[]>> readCache = new HashMap<>();
    private final TreeMap<String, byte[]> writes = new TreeMap<>();
    private final List<Undo> undoLog = new ArrayList<>();

    private record Undo(String key, Optional<byte[]> previous) {}

    public Overlay(LedgerState committed) {
        this.committed = committed;
    }

    public Optional<byte[]> get(String key) {
        byte[] own = writes.get(key);
        if (own != null) {
            return Optional.of(own);
        }
        return committed(key);
    }

    /** The value before this transaction. */
    public Optional<byte[]> committed(String key) {
        return readCache.computeIfAbsent(key, committed::get);
    }

    public void put(String key, byte[] value) {
        if (value.length == 0) {
            throw new InvariantViolation("an empty value cannot be stored under " + key);
        }
        undoLog.add(new Undo(key, Optional.ofNullable(writes.put(key, value))));
    }

    /** A mark to go back to. */
    public int savepoint() {
        return undoLog.size();
    }

    public void rollback(int savepoint) {
        while (undoLog.size() > savepoint) {
            Undo undo = undoLog.removeLast();
            undo.previous().ifPresentOrElse(value -> writes.put(undo.key(), value), () -> writes.remove(undo.key()));
        }
    }

    /** What this transaction changes, in key order. */
    public SortedMap<String, byte[]> writes() {
        return Collections.unmodifiableSortedMap(writes);
    }
}
