package clearing.settlement.ledger;

import clearing.settlement.ledger.StateView.StateKey;
import clearing.settlement.ledger.StateView.Versioned;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Committed values that were used last, within a bound of bytes. For the tail's thread alone. */
final class StateCache {
    private final long bound;
    private final LinkedHashMap<StateKey, Versioned> values = new LinkedHashMap<>(256, 0.75f, true);
    private long bytes;

    StateCache(long bound) {
        this.bound = bound;
    }

    Optional<Versioned> get(StateKey key) {
        return Optional.ofNullable(values.get(key));
    }

    void put(StateKey key, Versioned value) {
        drop(key);
        values.put(key, value);
        bytes += size(value);
        Iterator<Map.Entry<StateKey, Versioned>> oldest = values.entrySet().iterator();
        while (bytes > bound && oldest.hasNext()) {
            bytes -= size(oldest.next().getValue());
            oldest.remove();
        }
    }

    void drop(StateKey key) {
        Versioned old = values.remove(key);
        if (old != null) {
            bytes -= size(old);
        }
    }

    void clear() {
        values.clear();
        bytes = 0;
    }

    private static long size(Versioned value) {
        return value.value().length + 200L;
    }
}
