package clearing.simulation.member;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A member's durable store of what it wants on the ledger: each call is on the disk when it returns. */
public final class Outbox {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Stores an intent, once by its key. */
    void store(Intent intent) {
        entries.putIfAbsent(intent.key(), Entry.of(intent));
    }

    Entry find(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("the outbox has no " + key);
        }
        return entry;
    }

    void change(String key, UnaryOperator<Entry> step) {
        entries.put(key, step.apply(find(key)));
    }

    /** All entries, oldest first. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** What has not come to its end. */
    public List<Entry> open() {
        return entries.values().stream()
                .filter(entry -> !entry.state().terminal())
                .toList();
    }
}
